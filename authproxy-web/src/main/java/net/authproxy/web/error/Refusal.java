package net.authproxy.web.error;

import jakarta.servlet.http.HttpServletRequest;
import net.authproxy.core.shared.error.AuthProxyException;
import org.jspecify.annotations.Nullable;

/** Remembers with a request why it was refused, for whoever looks at it afterwards. */
public final class Refusal {

    private static final String ATTRIBUTE = Refusal.class.getName();

    private Refusal() {}

    static void note(HttpServletRequest request, AuthProxyException refusal) {
        request.setAttribute(ATTRIBUTE, refusal);
    }

    /** Why the request was refused; absent when it was not. */
    public static @Nullable AuthProxyException of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof AuthProxyException refusal ? refusal : null;
    }
}

package net.authproxy.core.proxy;

import net.authproxy.core.session.Identified;
import org.jspecify.annotations.Nullable;

/** What the edge asks the core: whether a call may be made, and before that, if its body must be read first, who calls. */
public interface ProxyGate {

    /**
     * Authenticates from memory, with the XSRF token where a session calls, and nothing more. Runs on an event loop,
     * before the rest of the call is there: of the request only its head is asked. Who asks hands the answer on as
     * {@link ProxyRequest#caller}.
     *
     * @return the caller, or null when the token must be verified first: then call {@link #authenticate} off the loop
     * @throws net.authproxy.core.shared.error.AuthProxyException with a code of contract 5.4
     */
    @Nullable
    Identified tryAuthenticate(ProxyRequest request);

    /**
     * The same, but may block. Uses up a token that is good for one call.
     *
     * @throws net.authproxy.core.shared.error.AuthProxyException with a code of contract 5.4, or {@code unavailable}
     */
    Identified authenticate(ProxyRequest request);

    /**
     * Decides from memory. Runs on an event loop: never blocks, touches neither database nor Redis.
     *
     * @return the decision, or null when something must be loaded first: then call {@link #decide} off the loop
     */
    @Nullable
    Decision tryDecide(ProxyRequest request);

    /** Decides, loading what is missing. May block; never throws for a reason the caller must hear of. */
    Decision decide(ProxyRequest request);
}

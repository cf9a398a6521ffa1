package net.authproxy.web.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import net.authproxy.core.session.SessionRequest;

/**
 * What authentication reads of a servlet request.
 *
 * @param authorization the Authorization values, and where a route takes it a token from the query in the same form
 */
public record ServletRequestFacts(HttpServletRequest request, String service, List<String> authorization)
        implements SessionRequest {

    /** The facts of a request that shows its credentials in headers only. */
    public static ServletRequestFacts of(HttpServletRequest request, String service) {
        return new ServletRequestFacts(request, service, Collections.list(request.getHeaders("Authorization")));
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }
}

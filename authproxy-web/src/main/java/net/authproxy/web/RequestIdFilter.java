package net.authproxy.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes the request id from the gateway, or makes one, and sets the headers of every own answer (contract 1.1). */
final class RequestIdFilter extends OncePerRequestFilter {

    private final IdGenerator ids;

    RequestIdFilter(IdGenerator ids) {
        this.ids = ids;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = RequestIds.given(request);
        String id = given.isEmpty() ? ids.nextText(IdType.REQUEST) : given;
        RequestIds.set(request, id);
        setHeaders(response, id);
        chain.doFilter(request, response);
    }

    /** What every own answer carries. */
    static void setHeaders(HttpServletResponse response, String id) {
        response.setHeader(RequestIds.HEADER, id);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
    }
}

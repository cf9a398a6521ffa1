package net.authproxy.web.audit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import net.authproxy.core.audit.CallOrigin;
import net.authproxy.core.audit.RefusalRecorder;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.web.RequestIds;
import net.authproxy.web.ServiceName;
import net.authproxy.web.error.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the audit trail over which request a change comes, and records refusals once the request is over. */
final class AuditRequestFilter extends OncePerRequestFilter {

    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;

    private final RefusalRecorder refusals;
    private final ServiceName service;

    AuditRequestFilter(RefusalRecorder refusals, ServiceName service) {
        this.refusals = refusals;
        this.service = service;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = RequestIds.of(request);
        CallOrigin origin = new CallOrigin(service.id(), id.isEmpty() ? null : id, RemoteAddress.of(request));
        CallOrigin.Scope scope = origin.open();
        try {
            chain.doFilter(request, response);
            record(request, Refusal.of(request));
        } finally {
            scope.close();
        }
    }

    private void record(HttpServletRequest request, @Nullable AuthProxyException refusal) {
        if (refusal == null) {
            return;
        }
        int status = refusal.code().status();
        // A request without any credentials is nobody's attempt to be somebody.
        if (status == UNAUTHENTICATED && refusal.code() != ErrorCode.UNAUTHENTICATED) {
            refusals.token(refusal.code().code());
        }
        if (status == FORBIDDEN
                && request.getAttribute(ActorPrincipal.class.getName()) instanceof ActorPrincipal caller) {
            refusals.request(
                    caller, refusal.code().code(), refusal.message(), request.getMethod(), request.getRequestURI());
        }
    }
}

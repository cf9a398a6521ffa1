package net.authproxy.web.authentication;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import net.authproxy.core.authentication.TokenAuthenticator;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.web.RequestIds;
import net.authproxy.web.ServiceName;
import net.authproxy.web.error.ErrorWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Everything below {@code /api/} needs a token, known route or not; nothing else does. */
final class AuthenticationFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(AuthenticationFilter.class);

    private final TokenAuthenticator authenticator;
    private final ServiceName service;
    private final ErrorWriter errors;

    AuthenticationFilter(TokenAuthenticator authenticator, ServiceName service, ErrorWriter errors) {
        this.authenticator = authenticator;
        this.service = service;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // The decoded, normalised path: an encoded spelling of /api must not slip past.
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        return !path.equals("/api") && !path.startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            CurrentPrincipal.set(
                    request,
                    authenticator.authenticate(Collections.list(request.getHeaders("Authorization")), service.id()));
        } catch (AuthProxyException e) {
            errors.write(request, response, e);
            return;
        } catch (DataAccessException | TransactionException e) {
            log.warn("reason=database_unavailable request={}", RequestIds.of(request), e);
            errors.write(
                    request,
                    response,
                    new AuthProxyException(ErrorCode.UNAVAILABLE, "the database cannot be reached at the moment"));
            return;
        }
        chain.doFilter(request, response);
    }
}

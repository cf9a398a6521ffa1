package net.authproxy.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.web.error.ErrorWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses the character U+0000 in addresses: PostgreSQL cannot hold it, so that no name of anything has it. */
final class AddressTextFilter extends OncePerRequestFilter {

    private static final String NUL = "%00";

    private final ErrorWriter errors;

    AddressTextFilter(ErrorWriter errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().contains(NUL) || hasNul(request.getQueryString())) {
            errors.write(
                    request,
                    response,
                    new AuthProxyException(ErrorCode.BAD_REQUEST, "the address must not hold the character U+0000"));
            return;
        }
        chain.doFilter(request, response);
    }

    /** A selector with it is refused for what it is (contract 1.7). */
    private static boolean hasNul(@Nullable String query) {
        return query != null
                && Arrays.stream(query.split("&"))
                        .anyMatch(parameter -> parameter.contains(NUL) && !parameter.startsWith("label_selector="));
    }
}

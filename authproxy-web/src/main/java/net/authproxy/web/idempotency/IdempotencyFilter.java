package net.authproxy.web.idempotency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.idempotency.Attempt;
import net.authproxy.core.idempotency.IdempotentRequests;
import net.authproxy.core.idempotency.RecordedAnswer;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.web.ServiceName;
import net.authproxy.web.error.ErrorWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Gives a repeated request the answer of the first one. Runs behind authentication, on routes that create only. */
final class IdempotencyFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);

    static final String HEADER = "Idempotency-Key";

    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_BODY = 1 << 20;
    private static final Set<Integer> NOT_KEPT = Set.of(401, 403, 429);
    private static final List<String> KEPT_HEADERS = List.of("Content-Type", "ETag", "Location");
    private static final List<PathPattern> ROUTES = routes(
            "/api/v1/namespaces",
            "/api/v1/actors",
            "/api/v1/actors/{id}/keys",
            "/api/v1/connectors",
            "/api/v1/connectors/{id}/versions",
            "/api/v1/connections/_initiate",
            "/api/v1/encryption-keys",
            "/api/v1/webhooks");

    private final IdempotentRequests requests;
    private final ErrorWriter errors;
    private final ServiceName service;

    IdempotencyFilter(IdempotentRequests requests, ErrorWriter errors, ServiceName service) {
        this.requests = requests;
        this.service = service;
        this.errors = errors;
    }

    private static List<PathPattern> routes(String... patterns) {
        return java.util.Arrays.stream(patterns)
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        if (!request.getMethod().equals("POST") || request.getHeader(HEADER) == null || principal(request) == null) {
            return true;
        }
        PathContainer path = PathContainer.parsePath(request.getRequestURI());
        return ROUTES.stream().noneMatch(route -> route.matches(path));
    }

    private static @Nullable Object principal(HttpServletRequest request) {
        return request.getAttribute(ActorPrincipal.class.getName());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        Attempt attempt;
        try {
            attempt = begin(request, body);
        } catch (AuthProxyException e) {
            if (e.code() == ErrorCode.IDEMPOTENCY_IN_PROGRESS) {
                response.setHeader("Retry-After", "1");
            }
            errors.write(request, response, e);
            return;
        }
        switch (attempt) {
            case Attempt.Replay replay -> replay(replay.answer(), response);
            case Attempt.First first -> run(first, new BufferedRequest(request, body), body, response, chain);
        }
    }

    private Attempt begin(HttpServletRequest request, byte[] body) {
        String key = request.getHeader(HEADER);
        boolean visible = key.chars().allMatch(c -> c > ' ' && c < 0x7f);
        boolean one = !java.util.Collections.list(request.getHeaders(HEADER)).stream()
                .skip(1)
                .findAny()
                .isPresent();
        if (key.isEmpty() || key.length() > LONGEST_KEY || !visible || !one) {
            String rule = "must be 1 to 255 visible ASCII characters";
            throw new AuthProxyException(
                    ErrorCode.INVALID_HEADER, HEADER + " " + rule, List.of(new FieldError(HEADER, rule)));
        }
        if (body.length > LONGEST_BODY) {
            throw new AuthProxyException(ErrorCode.BODY_TOO_LARGE, "the body is larger than 1 MiB");
        }
        ActorPrincipal caller = (ActorPrincipal) java.util.Objects.requireNonNull(principal(request));
        return requests.begin(caller, service.id(), request.getMethod(), request.getRequestURI(), key, body);
    }

    private void run(
            Attempt.First first,
            HttpServletRequest request,
            byte[] body,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper recording = new ContentCachingResponseWrapper(response);
        boolean kept = false;
        try {
            chain.doFilter(request, recording);
            kept = recording.getStatus() < 500 && !NOT_KEPT.contains(recording.getStatus());
        } finally {
            settle(first, body, kept ? answer(recording) : null);
        }
        recording.copyBodyToResponse();
    }

    /** What was done is done: a Redis that has gone since must not make it look like a failure. */
    private void settle(Attempt.First first, byte[] body, @Nullable RecordedAnswer answer) {
        try {
            if (answer == null) {
                requests.abandon(first);
            } else {
                requests.complete(first, body, answer);
            }
        } catch (AuthProxyException e) {
            log.warn("reason=idempotent_answer_not_kept", e);
        }
    }

    private static RecordedAnswer answer(ContentCachingResponseWrapper response) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : KEPT_HEADERS) {
            String value = name.equals("Content-Type") ? response.getContentType() : response.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new RecordedAnswer(
                response.getStatus(), headers, new String(response.getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    private static void replay(RecordedAnswer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setHeader("Idempotency-Replayed", "true");
        response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    }
}

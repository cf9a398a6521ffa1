package net.authproxy.demo.oauth2;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request with its parameters taken apart. */
record Exchange(HttpServerRequest request, Endpoint endpoint, Parameters query, Parameters body, Buffer raw) {

    static Exchange of(HttpServerRequest request, Endpoint endpoint, Buffer raw) {
        String type = request.getHeader("Content-Type");
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        Parameters body = Parameters.NONE;
        if (lower.startsWith("application/x-www-form-urlencoded")) {
            body = Parameters.ofForm(raw.toString(StandardCharsets.UTF_8));
        } else if (lower.startsWith("application/json") && endpoint != Endpoint.API) {
            body = Parameters.ofJson(raw);
        }
        return new Exchange(request, endpoint, Parameters.ofForm(request.query()), body, raw);
    }

    /** The provider listens on one address only, so its name follows from where the request arrived. */
    String issuer() {
        return "http://127.0.0.1:" + request.localAddress().port();
    }

    String url(Endpoint other) {
        return issuer() + other.path();
    }

    String path() {
        return String.valueOf(request.path());
    }

    boolean isPost() {
        return request.method().equals(HttpMethod.POST);
    }

    /** The body's of a POST, else the query's. */
    Parameters parameters() {
        return isPost() ? body : query;
    }

    @Nullable
    String grantType() {
        return parameters().one("grant_type").orElse(null);
    }

    /** The token of the only {@code Authorization: Bearer} header. */
    Optional<String> bearer() {
        List<String> headers = request.headers().getAll("Authorization");
        return headers.size() == 1 && headers.getFirst().regionMatches(true, 0, "bearer ", 0, 7)
                ? Optional.of(headers.getFirst().substring(7).strip())
                : Optional.empty();
    }

    ReceivedRequest toRecord(Instant now) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers()
                .forEach((name, value) -> headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                        .add(value));
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        query.values().forEach((name, values) -> parameters.put(name, new ArrayList<>(values)));
        body.values()
                .forEach((name, values) ->
                        parameters.computeIfAbsent(name, n -> new ArrayList<>()).addAll(values));
        return new ReceivedRequest(
                now, endpoint, request.method().name(), path(), request.query(), headers, parameters);
    }

    /** Without values. */
    @Override
    public String toString() {
        return request.method() + " " + path();
    }
}

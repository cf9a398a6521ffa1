package net.authproxy.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A client of one service, as one actor. Paths are those of contract 1: {@code /namespaces} is below /api/v1. */
record Caller(int port, Supplier<String> token) {

    // As it is: it offers HTTP/2 in clear text with its first request, which every listener must decline.
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The same service with this token; the empty one sends none. */
    Caller with(String other) {
        return new Caller(port, () -> other);
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsBytes(body));
    }

    Answer put(String path, Object body) {
        return send("PUT", path, JSON.writeValueAsBytes(body));
    }

    Answer patch(String path, Object body) {
        return send("PATCH", path, JSON.writeValueAsBytes(body));
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer send(String method, String path, byte @Nullable [] json) {
        return json == null
                ? send(method, path, BodyPublishers.noBody(), Map.of())
                : send(method, path, BodyPublishers.ofByteArray(json), Map.of("Content-Type", "application/json"));
    }

    Answer send(String method, String path, BodyPublisher body, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address(path)).timeout(LIMIT).method(method, body);
        headers.forEach(request::setHeader);
        String bearer = token.get();
        if (!bearer.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + bearer);
        }
        return send(request.build());
    }

    /** GET of exactly this path, without a token. */
    Answer at(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT)
                .build());
    }

    /** Sends what was built elsewhere. */
    static Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> answer = CLIENT.send(request, BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.headers(), new String(answer.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI address(String path) {
        boolean atRoot = path.startsWith("/api") || isOfTheRoot(path);
        return URI.create("http://127.0.0.1:" + port + (atRoot ? "" : "/api/v1") + path);
    }

    private static boolean isOfTheRoot(String path) {
        return java.util.stream.Stream.of("/ping", "/healthz", "/livez", "/readyz", "/metrics", "/oauth2", "/error")
                .anyMatch(path::startsWith);
    }
}

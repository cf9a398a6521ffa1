package net.authproxy.demo;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Writes the JSON answers; every echoed text passes {@link AcceptedKey#mask}. */
final class Answers {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AcceptedKey key;

    Answers(AcceptedKey key) {
        this.key = key;
    }

    void echo(Visit visit, Buffer body, boolean authenticated, int status) {
        HttpServerRequest request = visit.request();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("authenticated", authenticated);
        if (authenticated) {
            answer.put("credential", Map.of("place", visit.place().segment(), "sha256", key.fingerprint()));
        }
        answer.put("method", request.method().name());
        answer.put("path", key.mask(String.valueOf(request.path())));
        if (request.query() != null) {
            answer.put("query", key.mask(request.query()));
        }
        answer.put("headers", headers(request));
        answer.put("body_bytes", body.length());
        if (body.length() > 0) {
            answer.putAll(shown(body));
        }
        json(request, status, answer);
    }

    void unauthorized(Visit visit) {
        visit.request().response().putHeader("WWW-Authenticate", "Bearer realm=\"demo\"");
        json(
                visit.request(),
                401,
                Map.of(
                        "authenticated",
                        false,
                        "error",
                        "this path wants the API key in: " + visit.place().description()));
    }

    void tooLarge(HttpServerRequest request) {
        json(request, 413, Map.of("error", "an echo takes at most " + BoundedBody.MAX_BYTES + " bytes; use sink"));
    }

    void json(HttpServerRequest request, int status, Map<String, ?> answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(status);
        if (status == 204 || status == 304) {
            response.end();
            return;
        }
        byte[] bytes = JSON.writeValueAsBytes(answer);
        response.putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", Integer.toString(bytes.length));
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(Buffer.buffer(bytes));
        }
    }

    private Map<String, List<String>> headers(HttpServerRequest request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers()
                .forEach((name, value) ->
                        headers.computeIfAbsent(name, n -> new ArrayList<>()).add(key.mask(value)));
        return headers;
    }

    /** Text is shown; anything else only as its digest, since a key inside could not be masked. */
    private Map<String, String> shown(Buffer body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.getBytes()))
                    .toString();
            return Map.of("body", key.mask(text));
        } catch (CharacterCodingException e) {
            byte[] digest = AcceptedKey.sha256().digest(body.getBytes());
            return Map.of("body_sha256", HexFormat.of().formatHex(digest));
        }
    }
}

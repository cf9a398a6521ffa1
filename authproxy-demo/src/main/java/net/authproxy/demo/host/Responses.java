package net.authproxy.demo.host;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Writes answers; the policy allows AuthProxy's script and frame, and nothing else from elsewhere. */
final class Responses {

    private static final int MAX_FORM = 8_192;
    private static final Map<String, String> TYPES =
            Map.of("app.css", "text/css; charset=utf-8", "app.js", "text/javascript; charset=utf-8");

    private final String policy;
    private final Map<String, Buffer> assets = new ConcurrentHashMap<>();

    Responses(URI publicUrl) {
        // A form may end at AuthProxy: signing in goes on to where somebody came from.
        policy =
                "default-src 'none'; style-src 'self'; img-src 'self' data: https:; connect-src 'self'; base-uri 'none';"
                        + " frame-ancestors 'none'; script-src 'self' " + publicUrl + "; frame-src " + publicUrl
                        + "; form-action 'self' " + publicUrl;
    }

    /** Whether the request comes from a page of ours: browsers say so, and programs say nothing. */
    static boolean isOwnPage(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site == null || site.equals("same-origin") || site.equals("none");
    }

    void html(HttpServerRequest request, int status, String html) {
        start(request, status, "text/html; charset=utf-8").end(html);
    }

    void json(HttpServerRequest request, int status, String json) {
        start(request, status, "application/json").end(json);
    }

    void problem(HttpServerRequest request, int status, String text) {
        html(request, status, HostPages.problem(text));
    }

    void redirect(HttpServerRequest request, String location) {
        // 303: followed with a GET whatever was sent here.
        start(request, 303, "text/plain").putHeader("Location", location).end();
    }

    void asset(HttpServerRequest request, String name) {
        HttpServerResponse response = start(request, 200, String.valueOf(TYPES.get(name)));
        response.putHeader("Cache-Control", "no-cache").end(assets.computeIfAbsent(name, Responses::load));
    }

    private static Buffer load(String name) {
        try (InputStream in = Responses.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing on the class path: " + name);
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void form(HttpServerRequest request, Consumer<MultiMap> whole) {
        request.setExpectMultipart(true);
        Buffer[] size = {Buffer.buffer()};
        request.handler(chunk -> {
            size[0].appendBuffer(chunk);
            if (size[0].length() > MAX_FORM) {
                request.connection().close();
            }
        });
        request.endHandler(end -> whole.accept(request.formAttributes()));
    }

    private HttpServerResponse start(HttpServerRequest request, int status, String type) {
        return request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type)
                .putHeader("Content-Security-Policy", policy)
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "no-store");
    }
}

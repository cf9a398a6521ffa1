package net.authproxy.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Answers preflights and marks answers for allowed origins (contract 2.3; Fetch standard, CORS protocol). */
final class Cors {

    private static final String ORIGIN = "Origin";
    private static final String REQUEST_METHOD = "Access-Control-Request-Method";

    private final CorsOptions options;
    private final String methods;
    private final String headers;
    private final String exposed;

    Cors(CorsOptions options) {
        this.options = options;
        methods = String.join(", ", options.allowedMethods());
        headers = String.join(", ", options.allowedHeaders());
        exposed = String.join(", ", options.exposedHeaders());
    }

    /** Whether this is a preflight that is answered here. */
    boolean preflight(HttpServerRequest request) {
        if (!options.enabled() || !HttpMethod.OPTIONS.equals(request.method())) {
            return false;
        }
        String origin = request.headers().get(ORIGIN);
        return origin != null && request.headers().contains(REQUEST_METHOD);
    }

    /** Headers of a preflight answer; without them when the origin is not allowed, which the browser takes as a no. */
    void answerPreflight(HttpServerRequest request, MultiMap out) {
        out.add("Vary", ORIGIN);
        String origin = request.headers().get(ORIGIN);
        if (origin == null || !options.allows(origin)) {
            return;
        }
        allow(origin, out);
        out.set("Access-Control-Allow-Methods", methods);
        out.set("Access-Control-Allow-Headers", headers);
        out.set("Access-Control-Max-Age", Long.toString(options.maxAge().toSeconds()));
    }

    /** Adds what an allowed origin may see, just before an answer's headers are written. */
    void mark(HttpServerRequest request) {
        if (!options.enabled()) {
            return;
        }
        String origin = request.headers().get(ORIGIN);
        request.response().headersEndHandler(last -> {
            MultiMap out = request.response().headers();
            out.add("Vary", ORIGIN);
            if (origin != null && options.allows(origin)) {
                allow(origin, out);
                out.set("Access-Control-Expose-Headers", exposed);
            }
        });
    }

    private void allow(String origin, MultiMap out) {
        out.set("Access-Control-Allow-Origin", origin);
        if (options.allowCredentials()) {
            out.set("Access-Control-Allow-Credentials", "true");
        }
    }
}

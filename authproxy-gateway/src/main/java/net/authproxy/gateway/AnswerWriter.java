package net.authproxy.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * Writes a streamed answer to the caller with framing of our own (RFC 9112 6), no faster than he reads. The headers of
 * the response have been filled in.
 */
final class AnswerWriter {

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final UpstreamExchange exchange;
    private long left = -1;
    private boolean bodiless;

    AnswerWriter(HttpServerRequest request, UpstreamExchange exchange) {
        this.request = request;
        this.response = request.response();
        this.exchange = exchange;
    }

    /** Settles the framing; the length of the body, or -1 when it is unknown. */
    long begin() {
        MultiMap headers = response.headers();
        int status = response.getStatusCode();
        bodiless = HttpMethod.HEAD.equals(request.method()) || status == NO_CONTENT || status == NOT_MODIFIED;
        if (!exchange.sent()) {
            // Whatever is left of the request body must not be read as another request.
            headers.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        if (bodiless) {
            if (status == NO_CONTENT) {
                headers.remove(HttpHeaders.CONTENT_LENGTH);
            }
        } else if (length != null) {
            left = HeaderRules.length(length);
        } else if (request.version() == HttpVersion.HTTP_1_1) {
            response.setChunked(true);
        }
        return left;
    }

    void chunk(Buffer bytes) {
        if (bodiless || response.ended()) {
            return;
        }
        if (left >= 0) {
            left -= bytes.length();
            if (left == 0) {
                // One write for head and body of a short answer; complete() finds nothing left to do.
                response.end(bytes);
                return;
            }
        }
        response.write(bytes);
        if (response.writeQueueFull()) {
            exchange.pauseAnswer();
            response.drainHandler(this::drained);
        }
    }

    private void drained(Void nothing) {
        exchange.resumeAnswer();
    }

    void complete() {
        if (!response.ended()) {
            response.end();
        }
        if (!exchange.sent()) {
            Answers.lingerThenClose(request);
        }
    }
}

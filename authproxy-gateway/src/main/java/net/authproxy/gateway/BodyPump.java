package net.authproxy.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;

/** Moves a request body from the caller to the upstream, no faster than the slower of them. */
final class BodyPump {

    private final UpstreamBody.Streamed body;
    private final HttpServerRequest from;
    private final HttpClientRequest to;
    private final UpstreamExchange exchange;

    BodyPump(UpstreamBody.Streamed body, HttpClientRequest to, UpstreamExchange exchange) {
        this.body = body;
        this.from = body.request();
        this.to = to;
        this.exchange = exchange;
    }

    void start() {
        to.setChunked(body.chunked());
        if (Framing.expectsContinue(from)) {
            from.response().writeContinue();
        }
        from.handler(this::chunk);
        from.endHandler(this::end);
        // Before the first byte of the body: an upstream may answer, or refuse, on the headers alone.
        to.writeHead();
        from.resume();
    }

    private void chunk(Buffer bytes) {
        if (!exchange.sending(bytes.length(), body.limit())) {
            return;
        }
        ReplayBuffer replay = body.replay();
        if (replay != null) {
            replay.add(bytes);
        }
        to.write(bytes);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(this::drained);
        }
    }

    private void drained(Void nothing) {
        exchange.progress();
        from.resume();
    }

    private void end(Void nothing) {
        ReplayBuffer replay = body.replay();
        if (replay != null) {
            replay.complete();
        }
        if (exchange.sending(0, 0)) {
            to.end();
            exchange.requestSent();
        }
    }
}

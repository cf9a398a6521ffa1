package net.authproxy.demo;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/** The answers that are longer than one buffer, and the request body that is. */
final class Streams {

    private static final long MAX_BYTES = 1L << 40;
    private static final Buffer BLOCK = block();

    private final Vertx vertx;
    private final Answers answers;

    Streams(Vertx vertx, Answers answers) {
        this.vertx = vertx;
        this.answers = answers;
    }

    /** Server-sent events: {@code n} of them (5), one each {@code ms} milliseconds (200). */
    void events(Visit visit) {
        HttpServerResponse response = visit.request().response();
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-cache");
        event(response, 1, visit.number("n", 5, 1, 10_000), visit.number("ms", 200, 1, 60_000));
    }

    private void event(HttpServerResponse response, long index, long count, long periodMs) {
        if (response.closed()) {
            return;
        }
        response.write("id: " + index + "\ndata: {\"event\":" + index + "}\n\n");
        if (index == count) {
            response.end();
        } else {
            vertx.setTimer(periodMs, timer -> event(response, index + 1, count, periodMs));
        }
    }

    /** As many bytes as the path says: 0 to 250 in turn, so that a shifted or lost byte shows. */
    void bytes(Visit visit) {
        long wanted = Visit.parse(visit.argument(), -1);
        if (wanted < 0 || wanted > MAX_BYTES) {
            answers.json(visit.request(), 400, Map.of("error", "bytes/<n> takes 0 to " + MAX_BYTES));
            return;
        }
        HttpServerResponse response = visit.request().response();
        response.putHeader("Content-Type", "application/octet-stream")
                .putHeader("Content-Length", Long.toString(wanted));
        pump(response, wanted);
    }

    private void pump(HttpServerResponse response, long remaining) {
        long left = remaining;
        while (left > 0 && !response.closed()) {
            if (response.writeQueueFull()) {
                long rest = left;
                response.drainHandler(drained -> pump(response, rest));
                return;
            }
            int size = (int) Math.min(left, BLOCK.length());
            response.write(BLOCK.slice(0, size));
            left -= size;
        }
        if (!response.closed()) {
            response.end();
        }
    }

    /** Counts and digests the request body without keeping it. */
    void sink(Visit visit, Buffer alreadyRead) {
        HttpServerRequest request = visit.request();
        Count count = new Count();
        if (request.isEnded()) {
            count.add(alreadyRead);
            answers.json(request, 200, count.toAnswer());
            return;
        }
        request.handler(count::add);
        request.endHandler(end -> answers.json(request, 200, count.toAnswer()));
    }

    private static Buffer block() {
        byte[] bytes = new byte[251 * 256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return Buffer.buffer(bytes);
    }

    private static final class Count {
        private final MessageDigest digest = AcceptedKey.sha256();
        private long bytes;

        void add(Buffer chunk) {
            bytes += chunk.length();
            digest.update(chunk.getBytes());
        }

        Map<String, Object> toAnswer() {
            return Map.of("bytes", bytes, "sha256", HexFormat.of().formatHex(digest.digest()));
        }
    }
}

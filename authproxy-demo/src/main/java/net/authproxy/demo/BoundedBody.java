package net.authproxy.demo;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Reads a whole request body of at most 1 MiB; the rest of a larger one is read and dropped. */
final class BoundedBody {

    static final int MAX_BYTES = 1 << 20;

    private final Buffer collected = Buffer.buffer();
    private boolean tooLarge;

    private BoundedBody() {}

    static void read(HttpServerRequest request, Consumer<Buffer> whole, Runnable exceeded) {
        BoundedBody body = new BoundedBody();
        request.handler(body::add);
        request.endHandler(end -> {
            if (body.tooLarge) {
                exceeded.run();
            } else {
                whole.accept(body.collected);
            }
        });
    }

    private void add(Buffer chunk) {
        tooLarge |= collected.length() + chunk.length() > MAX_BYTES;
        if (!tooLarge) {
            collected.appendBuffer(chunk);
        }
    }
}

package net.authproxy.gateway;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one event loop of one listener works with.
 *
 * @param context the loop
 * @param upstream client for checked destinations
 * @param control client for the control plane; absent without one
 */
record Loop(
        GatewayOptions options,
        GatewayParts parts,
        GatewayMetrics metrics,
        Context context,
        HttpClient upstream,
        @Nullable HttpClient control,
        Deadlines deadlines) {

    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    /** Runs blocking or long work on a virtual thread and hands its result, or its failure, back to the loop. */
    <T> void offLoop(Callable<T> work, Handler<T> then, Handler<Throwable> failed) {
        Thread.ofVirtual().name("gateway-work").start(() -> {
            try {
                T result = work.call();
                context.runOnContext(done -> then.handle(result));
            } catch (Throwable e) {
                context.runOnContext(done -> failed.handle(e));
                if (e instanceof Error error) {
                    log.error("gateway work failed", error);
                }
            }
        });
    }
}

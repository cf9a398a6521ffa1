package net.authproxy.gateway;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;

/** Reads a whole request body into memory, within a limit and the process-wide budget. The request is paused. */
final class BodyCollector {

    private final HttpServerRequest request;
    private final long limit;
    private final BufferBudget budget;
    private final ErrorCode overLimit;
    private final Buffer collected = Buffer.buffer();
    private long taken;
    private boolean ended;

    BodyCollector(HttpServerRequest request, long limit, BufferBudget budget, ErrorCode overLimit) {
        this.request = request;
        this.limit = limit;
        this.budget = budget;
        this.overLimit = overLimit;
    }

    /** Calls exactly one of the two, unless the caller leaves. The budget is given back by {@link #release}. */
    void collect(Handler<byte[]> then, Handler<AuthProxyException> failed) {
        request.handler(bytes -> add(bytes, failed));
        request.endHandler(end -> {
            if (!ended) {
                ended = true;
                then.handle(collected.getBytes());
            }
        });
        if (Framing.expectsContinue(request)) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private void add(Buffer bytes, Handler<AuthProxyException> failed) {
        if (ended) {
            return;
        }
        if (collected.length() + bytes.length() > limit) {
            fail(failed, new AuthProxyException(overLimit, "the request body is longer than " + limit + " bytes"));
        } else if (!budget.take(bytes.length())) {
            fail(failed, new AuthProxyException(ErrorCode.UNAVAILABLE, "too many bodies are held in memory"));
        } else {
            taken += bytes.length();
            collected.appendBuffer(bytes);
        }
    }

    private void fail(Handler<AuthProxyException> failed, AuthProxyException reason) {
        ended = true;
        failed.handle(reason);
    }

    /** Gives the budget back; to be called once the body is not held any more. */
    void release() {
        ended = true;
        budget.give(taken);
        taken = 0;
    }
}

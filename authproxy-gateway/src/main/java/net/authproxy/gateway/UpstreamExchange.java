package net.authproxy.gateway;

import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import net.authproxy.core.proxy.Decision.Limits;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.outbound.UpstreamClients;
import org.jspecify.annotations.Nullable;

/**
 * One request to an upstream and its answer: phases, deadlines, limits, and the promise that a connection in doubt is
 * closed. Lives on one event loop.
 */
final class UpstreamExchange extends Deadlined {

    private enum Phase {
        CONNECTING,
        SENDING,
        WAITING,
        ANSWERING,
        DONE
    }

    private final Deadlines deadlines;
    private final HttpClient client;
    private final AnswerListener listener;
    private final Limits limits;
    private final long totalDeadline;
    private Phase phase = Phase.CONNECTING;
    private long since;
    private boolean sent;
    private boolean timedOut;
    private long requestBytes;
    private long responseBytes;
    private @Nullable HttpClientRequest out;
    private @Nullable HttpClientResponse answer;

    /** @param totalDeadline in {@link System#nanoTime()}; 0 = none */
    UpstreamExchange(
            Deadlines deadlines, HttpClient client, AnswerListener listener, Limits limits, long totalDeadline) {
        this.deadlines = deadlines;
        this.client = client;
        this.listener = listener;
        this.limits = limits;
        this.totalDeadline = totalDeadline;
    }

    void start(RequestOptions options, UpstreamBody body) {
        since = System.nanoTime();
        deadlines.add(this);
        client.request(options).onComplete(connected -> connected(connected, body));
    }

    private void connected(AsyncResult<HttpClientRequest> result, UpstreamBody body) {
        if (phase == Phase.DONE) {
            if (result.succeeded()) {
                result.result().exceptionHandler(nobodyWaits -> {});
                result.result().reset();
            }
            return;
        }
        if (result.failed()) {
            fail(UpstreamFailures.connecting(result.cause()));
            return;
        }
        HttpClientRequest request = result.result();
        out = request;
        enter(Phase.SENDING);
        request.exceptionHandler(this::broken);
        request.response().onComplete(this::answered);
        send(request, body);
    }

    private void send(HttpClientRequest request, UpstreamBody body) {
        switch (body) {
            case UpstreamBody.None none -> {
                request.end();
                requestSent();
            }
            case UpstreamBody.Bytes whole -> {
                requestBytes = whole.bytes().length();
                request.end(whole.bytes());
                requestSent();
            }
            case UpstreamBody.Streamed streamed -> new BodyPump(streamed, request, this).start();
        }
    }

    /** Counts bytes of the request body; false when that was one too many. */
    boolean sending(int bytes, long limit) {
        if (phase == Phase.DONE) {
            return false;
        }
        requestBytes += bytes;
        progress();
        if (limit > 0 && requestBytes > limit) {
            fail(new AuthProxyException(ErrorCode.BODY_TOO_LARGE, "the request body is longer than " + limit));
            return false;
        }
        return true;
    }

    void requestSent() {
        sent = true;
        if (phase == Phase.SENDING) {
            enter(Phase.WAITING);
        }
    }

    private void answered(AsyncResult<HttpClientResponse> result) {
        if (phase == Phase.DONE) {
            return;
        }
        if (result.failed()) {
            broken(result.cause());
            return;
        }
        HttpClientResponse received = result.result();
        answer = received;
        enter(Phase.ANSWERING);
        received.exceptionHandler(this::broken);
        received.handler(this::chunk);
        received.endHandler(this::ended);
        guarded(() -> listener.answered(received));
    }

    private void chunk(Buffer bytes) {
        if (phase == Phase.DONE) {
            return;
        }
        responseBytes += bytes.length();
        progress();
        if (limits.maxResponseBytes() > 0 && responseBytes > limits.maxResponseBytes()) {
            fail(tooLarge(limits.maxResponseBytes()));
        } else {
            guarded(() -> listener.chunk(bytes));
        }
    }

    private void ended(Void nothing) {
        if (phase == Phase.DONE) {
            return;
        }
        done();
        if (!sent) {
            // The rest of the request would be read as the next one on this connection.
            drop();
        }
        listener.complete();
    }

    /** A defect of ours must end the call, not leave its caller waiting. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            fail(new AuthProxyException(ErrorCode.INTERNAL_ERROR, "Internal Server Error", e));
        }
    }

    private void broken(Throwable cause) {
        if (phase != Phase.DONE) {
            fail(UpstreamFailures.exchanging(cause));
        }
    }

    /** Ends the exchange with a failure, unless it has ended. */
    void fail(AuthProxyException failure) {
        if (phase == Phase.DONE) {
            return;
        }
        cancel();
        listener.failed(failure);
    }

    /** Ends the exchange without a word to the listener, as nobody waits any more. */
    void cancel() {
        if (phase == Phase.DONE) {
            return;
        }
        done();
        drop();
    }

    /** Closes the connection if it still belongs to this exchange. */
    private void drop() {
        HttpClientRequest request = out;
        if (request == null) {
            return;
        }
        // Knows whether the answer has come to its end. We do not: a paused answer may have, and then its connection
        // is back in the pool and carries the call of somebody else.
        request.reset();
        if (!sent || answer == null) {
            // An upstream that does not read is not waited for.
            UpstreamClients.cut(request.connection());
        }
    }

    void pauseAnswer() {
        if (answer != null && phase == Phase.ANSWERING) {
            answer.pause();
        }
    }

    void resumeAnswer() {
        if (answer != null && phase == Phase.ANSWERING) {
            progress();
            answer.resume();
        }
    }

    @Override
    void check(long now) {
        if (totalDeadline != 0 && now - totalDeadline >= 0) {
            expire("total");
            return;
        }
        switch (phase) {
            case CONNECTING -> expireAfter(limits.connect().toNanos(), now, "connect");
            case WAITING -> expireAfter(limits.response().toNanos(), now, "response");
            case SENDING, ANSWERING -> expireAfter(limits.idle().toNanos(), now, "response");
            case DONE -> deadlines.remove(this);
        }
    }

    private void expireAfter(long nanos, long now, String name) {
        if (nanos > 0 && now - since >= nanos) {
            expire(name);
        }
    }

    private void expire(String name) {
        timedOut = true;
        fail(UpstreamFailures.timeout(name));
    }

    private void enter(Phase next) {
        phase = next;
        progress();
    }

    void progress() {
        since = System.nanoTime();
    }

    private void done() {
        phase = Phase.DONE;
        deadlines.remove(this);
    }

    static AuthProxyException tooLarge(long limit) {
        return new AuthProxyException(
                ErrorCode.UPSTREAM_RESPONSE_TOO_LARGE, "upstream's answer is longer than " + limit + " bytes");
    }

    /** Most bytes of the answer's body; 0 = no limit. */
    long maxResponseBytes() {
        return limits.maxResponseBytes();
    }

    boolean timedOut() {
        return timedOut;
    }

    /** Whether the whole request is out. */
    boolean sent() {
        return sent;
    }

    boolean connected() {
        return out != null;
    }

    long requestBytes() {
        return requestBytes;
    }

    long responseBytes() {
        return responseBytes;
    }
}

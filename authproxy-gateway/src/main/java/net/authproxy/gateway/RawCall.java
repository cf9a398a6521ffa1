package net.authproxy.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import net.authproxy.core.proxy.Decision;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The raw form: streams both ways, status and bytes unchanged (contract 9.2). */
final class RawCall extends ProxyCall {

    private static final String LABEL = "X-AuthProxy-Label";
    private static final String TIMEOUT = "X-AuthProxy-Timeout-Ms";
    private static final int MAX_LABELS = 32;
    private static final int MAX_METHOD = 32;
    private static final long MAX_TIMEOUT = 600_000;

    private final String target;
    private final boolean hasBody;
    private long callerMillis;
    private @Nullable AnswerWriter writer;
    private @Nullable BodyCollector collector;
    private @Nullable ReplayBuffer replay;

    /** @param target what follows {@code _proxy_raw}: empty, or starting with a slash or a question mark */
    RawCall(Loop loop, HttpServerRequest request, String connectionId, String target) {
        super(loop, request, Route.RAW, connectionId);
        this.target = QueryNames.without(target, "auth_token");
        this.hasBody = Framing.hasBody(request);
    }

    /** Runs the call; the one method from outside. */
    void start() {
        if (hasBody) {
            request.pause();
        }
        try {
            checkHead();
            callerMillis = timeout(request.headers().get(TIMEOUT));
            if (labels().size() > MAX_LABELS) {
                throw AuthProxyException.invalid(LABEL, "at most " + MAX_LABELS + " labels");
            }
        } catch (AuthProxyException e) {
            refuse(e);
            return;
        }
        decide();
    }

    private void checkHead() {
        if (ProxyHeaders.upgrades(request.headers())) {
            throw new AuthProxyException(ErrorCode.UPGRADE_NOT_SUPPORTED, "upgrades are not supported");
        }
        if (method().length() > MAX_METHOD) {
            throw AuthProxyException.invalid("method", "at most " + MAX_METHOD + " characters");
        }
    }

    static long timeout(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        long millis = HeaderRules.length(text);
        if (millis < 1 || millis > MAX_TIMEOUT) {
            throw AuthProxyException.invalid(TIMEOUT, "must be 1 to 600000");
        }
        return millis;
    }

    @Override
    void admitted(Decision.Admitted admitted) {
        long limit = admitted.limits().maxRequestBytes();
        if (limit > 0 && Framing.length(request) > limit) {
            throw new AuthProxyException(ErrorCode.BODY_TOO_LARGE, "the request body is longer than " + limit);
        }
        if (!admitted.needsBody()) {
            send(admitted, body(admitted, limit), null);
            return;
        }
        if (!hasBody) {
            send(admitted, new UpstreamBody.None(), new byte[0]);
            return;
        }
        int most = admitted.limits().bodyCredentialBytes();
        if (Framing.length(request) > most) {
            throw new AuthProxyException(
                    ErrorCode.CREDENTIAL_BODY_UNSUPPORTED, "the body is too long for a credential");
        }
        BodyCollector made =
                new BodyCollector(request, most, loop.parts().buffers(), ErrorCode.CREDENTIAL_BODY_UNSUPPORTED);
        collector = made;
        made.collect(whole -> send(admitted, new UpstreamBody.None(), whole), this::refuse);
    }

    private UpstreamBody body(Decision.Admitted admitted, long limit) {
        if (!hasBody) {
            return new UpstreamBody.None();
        }
        if (admitted.isRenewable()) {
            replay = new ReplayBuffer(loop.parts().buffers());
        }
        return new UpstreamBody.Streamed(request, Framing.chunked(request), limit, replay);
    }

    @Override
    MultiMap upstreamHeaders(Decision.Admitted admitted) {
        MultiMap headers = HttpHeaders.headers();
        ProxyHeaders.towardsUpstream(request.headers(), headers, false);
        dropPageHeaders(headers);
        long length = Framing.length(request);
        if (length >= 0) {
            headers.set(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
        }
        ProxyHeaders.connectorHeaders(admitted.headers(), headers, userAgent());
        return headers;
    }

    @Override
    void relay(HttpClientResponse answer) {
        int status = answer.statusCode();
        response.setStatusCode(status);
        MultiMap headers = response.headers();
        headers.clear();
        ProxyHeaders.towardsCaller(answer.headers(), headers, loop.options().isPublic());
        headers.set(Answers.REQUEST_ID, id);
        headers.set(Answers.SOURCE, Answers.UPSTREAM);
        markSession(headers);
        AnswerWriter made = new AnswerWriter(request, exchange());
        writer = made;
        long length = made.begin();
        long limit = exchange().maxResponseBytes();
        if (limit > 0 && length > limit) {
            exchange().fail(UpstreamExchange.tooLarge(limit));
        }
    }

    @Override
    public void chunk(Buffer bytes) {
        if (!finished() && writer != null) {
            writer.chunk(bytes);
        }
    }

    @Override
    public void complete() {
        if (!finished() && writer != null) {
            writer.complete();
            finish(response.getStatusCode(), false);
        }
    }

    @Override
    void released() {
        if (collector != null) {
            collector.release();
        }
        if (replay != null) {
            replay.release();
        }
    }

    @Override
    HttpMethod upstreamMethod() {
        return request.method();
    }

    @Override
    long callerMillis() {
        return callerMillis;
    }

    @Override
    public Form form() {
        return Form.RAW;
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public List<String> labels() {
        return request.headers().getAll(LABEL);
    }
}

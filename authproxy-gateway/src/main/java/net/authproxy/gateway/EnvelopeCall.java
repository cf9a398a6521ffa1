package net.authproxy.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.authproxy.core.proxy.Decision;
import net.authproxy.core.session.Identified;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The envelope form: the whole request and the whole answer as JSON (contract 9.1). */
final class EnvelopeCall extends ProxyCall {

    /** Up to this many bytes are parsed on the loop; more would hold up its other calls. */
    private static final int INLINE = 16_384;

    private static final int OK = 200;

    private final int maxRequest;
    private final int maxResponse;
    private @Nullable BodyCollector collector;
    private @Nullable Identified caller;
    private @Nullable EnvelopeRequest envelope;
    private @Nullable MultiMap answerHeaders;
    private final Buffer collected = Buffer.buffer();
    private long taken;
    private int status;

    EnvelopeCall(Loop loop, HttpServerRequest request, String connectionId) {
        super(loop, request, Route.ENVELOPE, connectionId);
        maxRequest = loop.options().proxy().maxEnvelopeRequestBytes();
        maxResponse = loop.options().proxy().maxEnvelopeResponseBytes();
    }

    /** Runs the call; the one method from outside. */
    void start() {
        if (Framing.hasBody(request)) {
            request.pause();
        }
        AuthProxyException fault = headFault();
        if (fault == null) {
            authenticate();
        } else {
            refuse(fault);
        }
    }

    /** Nobody unknown may make us hold a body, or learns anything about it. */
    private void authenticate() {
        try {
            Identified known = loop.parts().gate().tryAuthenticate(this);
            if (known != null) {
                collect(known);
                return;
            }
        } catch (RuntimeException e) {
            workFailed(e);
            return;
        }
        request.pause();
        loop.offLoop(() -> loop.parts().gate().authenticate(this), this::collect, this::workFailed);
    }

    private void collect(Identified authenticated) {
        if (finished()) {
            return;
        }
        caller = authenticated;
        AuthProxyException fault = bodyFault();
        if (fault != null) {
            refuse(fault);
            return;
        }
        BodyCollector made = new BodyCollector(request, maxRequest, loop.parts().buffers(), ErrorCode.BODY_TOO_LARGE);
        collector = made;
        made.collect(this::parse, this::refuse);
    }

    /** What is wrong whoever calls. */
    private @Nullable AuthProxyException headFault() {
        if (ProxyHeaders.upgrades(request.headers())) {
            return new AuthProxyException(ErrorCode.UPGRADE_NOT_SUPPORTED, "upgrades are not supported");
        }
        return HttpMethod.POST.equals(request.method())
                ? null
                : new AuthProxyException(ErrorCode.METHOD_NOT_ALLOWED, "the envelope form is called by POST")
                        .with("allow", "POST");
    }

    /** What is wrong with the body before a byte of it was read. */
    private @Nullable AuthProxyException bodyFault() {
        if (!jsonType(request.headers().get(HttpHeaders.CONTENT_TYPE))) {
            return new AuthProxyException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json");
        }
        return Framing.length(request) > maxRequest
                ? new AuthProxyException(ErrorCode.BODY_TOO_LARGE, "the request body is longer than " + maxRequest)
                : null;
    }

    static boolean jsonType(@Nullable String type) {
        if (type == null) {
            return false;
        }
        int semicolon = type.indexOf(';');
        String plain =
                (semicolon < 0 ? type : type.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
        return plain.equals("application/json") || (plain.startsWith("application/") && plain.endsWith("+json"));
    }

    private void parse(byte[] body) {
        if (body.length <= INLINE) {
            try {
                parsed(EnvelopeCodec.decode(body));
            } catch (RuntimeException e) {
                workFailed(e);
            }
        } else {
            loop.offLoop(() -> EnvelopeCodec.decode(body), this::parsed, this::workFailed);
        }
    }

    private void workFailed(Throwable cause) {
        if (cause instanceof AuthProxyException reason) {
            refuse(reason);
        } else {
            unexpected(cause);
        }
    }

    private void parsed(EnvelopeRequest read) {
        if (!finished()) {
            envelope = read;
            decide();
        }
    }

    @Override
    void admitted(Decision.Admitted admitted) {
        Buffer body = envelope().body();
        long limit = admitted.limits().maxRequestBytes();
        if (body != null && limit > 0 && body.length() > limit) {
            throw new AuthProxyException(ErrorCode.BODY_TOO_LARGE, "the request body is longer than " + limit);
        }
        if (admitted.needsBody()) {
            byte[] whole = body == null ? new byte[0] : body.getBytes();
            if (whole.length > admitted.limits().bodyCredentialBytes()) {
                throw new AuthProxyException(
                        ErrorCode.CREDENTIAL_BODY_UNSUPPORTED, "the body is too long for a credential");
            }
            send(admitted, new UpstreamBody.None(), whole);
        } else {
            send(admitted, body == null ? new UpstreamBody.None() : new UpstreamBody.Bytes(body), null);
        }
    }

    @Override
    MultiMap upstreamHeaders(Decision.Admitted admitted) {
        MultiMap given = HttpHeaders.headers();
        for (Map.Entry<String, String> header : envelope().headers()) {
            given.add(header.getKey(), header.getValue());
        }
        MultiMap headers = HttpHeaders.headers();
        ProxyHeaders.towardsUpstream(given, headers, admitted.passesCallerCredentials());
        dropPageHeaders(headers);
        if (envelope().json() && !headers.contains(HttpHeaders.CONTENT_TYPE)) {
            headers.set(HttpHeaders.CONTENT_TYPE, Answers.JSON);
        }
        if (envelope().body() == null && expectsBody(envelope().method())) {
            headers.set(HttpHeaders.CONTENT_LENGTH, "0");
        }
        ProxyHeaders.connectorHeaders(admitted.headers(), headers, userAgent());
        return headers;
    }

    /** RFC 9110 8.6: such a request says that its body is empty. */
    private static boolean expectsBody(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    /** The smaller of the connector's bound and that of the form. */
    @Override
    Decision.Limits limits(Decision.Limits connector) {
        long most = connector.maxResponseBytes();
        return new Decision.Limits(
                connector.connect(),
                connector.response(),
                connector.idle(),
                connector.total(),
                connector.maxRequestBytes(),
                most == 0 || most > maxResponse ? maxResponse : most,
                connector.bodyCredentialBytes());
    }

    @Override
    void relay(HttpClientResponse answer) {
        status = answer.statusCode();
        answerHeaders = answer.headers();
        boolean bodiless = envelope().method().equals("HEAD") || status == 204 || status == 304;
        long length = HeaderRules.length(answer.headers().get(HttpHeaders.CONTENT_LENGTH));
        if (!bodiless && length > exchange().maxResponseBytes()) {
            exchange().fail(UpstreamExchange.tooLarge(exchange().maxResponseBytes()));
        }
    }

    @Override
    public void chunk(Buffer bytes) {
        if (!loop.parts().buffers().take(bytes.length())) {
            exchange().fail(new AuthProxyException(ErrorCode.UNAVAILABLE, "too many bodies are held in memory"));
            return;
        }
        taken += bytes.length();
        collected.appendBuffer(bytes);
    }

    @Override
    public void complete() {
        MultiMap headers = answerHeaders;
        if (finished() || headers == null) {
            return;
        }
        byte[] body = collected.getBytes();
        long limit = exchange().maxResponseBytes();
        BufferBudget budget = loop.parts().buffers();
        if (body.length <= INLINE && !headers.contains(HttpHeaders.CONTENT_ENCODING)) {
            try {
                write(EnvelopeAnswer.encode(status, headers, body, limit, budget));
            } catch (RuntimeException e) {
                workFailed(e);
            }
        } else {
            loop.offLoop(
                    () -> EnvelopeAnswer.encode(status, headers, body, limit, budget), this::write, this::workFailed);
        }
    }

    private void write(Buffer answer) {
        if (finished()) {
            return;
        }
        ownHeaders();
        response.headers().set(Answers.SOURCE, Answers.UPSTREAM);
        Answers.end(request, answer);
        finish(OK, false);
    }

    @Override
    int writeRefusal(AuthProxyException reason) {
        if (reason.code() != ErrorCode.RATE_LIMITED) {
            return super.writeRefusal(reason);
        }
        ownHeaders();
        Answers.extraHeaders(response.headers(), reason);
        Answers.end(request, EnvelopeAnswer.rateLimited(id, reason));
        return OK;
    }

    private void ownHeaders() {
        response.setStatusCode(OK);
        Answers.own(response, id);
        markSession(response.headers());
        response.headers().set(HttpHeaders.CONTENT_TYPE, Answers.JSON);
    }

    @Override
    void released() {
        loop.parts().buffers().give(taken);
        taken = 0;
        if (collector != null) {
            collector.release();
        }
    }

    private EnvelopeRequest envelope() {
        EnvelopeRequest read = envelope;
        if (read == null) {
            throw new IllegalStateException("the envelope was not read yet");
        }
        return read;
    }

    @Override
    HttpMethod upstreamMethod() {
        return HttpMethod.valueOf(envelope().method());
    }

    @Override
    long callerMillis() {
        return envelope().timeoutMillis();
    }

    @Override
    public @Nullable Identified caller() {
        return caller;
    }

    @Override
    public Form form() {
        return Form.ENVELOPE;
    }

    @Override
    public String method() {
        return envelope().method();
    }

    @Override
    public String target() {
        return envelope().url();
    }

    @Override
    public List<String> labels() {
        return envelope().labels();
    }
}

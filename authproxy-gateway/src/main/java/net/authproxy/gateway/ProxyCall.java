package net.authproxy.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.proxy.Decision;
import net.authproxy.core.proxy.ExchangeOutcome;
import net.authproxy.core.proxy.ExchangeTicket;
import net.authproxy.core.proxy.ProxyRequest;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.outbound.UpstreamClients;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both proxy forms share: ask the gate, build the upstream request, put the credential in last, and finish the log
 * ticket exactly once whatever happens. Lives on one event loop.
 */
abstract class ProxyCall extends Call implements ProxyRequest, AnswerListener {

    private static final Logger log = LoggerFactory.getLogger(ProxyCall.class);
    private static final long MILLI = 1_000_000;
    private static final String HTTP_1_1 = "HTTP/1.1";
    private static final int UNAUTHORIZED = 401;

    final HttpServerResponse response;
    private final String connectionId;
    private ExchangeTicket ticket = ExchangeTicket.NONE;
    private @Nullable UpstreamExchange exchange;
    private @Nullable SentCall sent;
    private int attempts;
    private boolean renewalAsked;
    private @Nullable String xsrfToken;
    private @Nullable AuthProxyException failure;
    private @Nullable String requestType;
    private @Nullable String responseType;
    private @Nullable HttpVersion responseVersion;
    private int upstreamStatus;
    private long headersNanos;
    private boolean finished;

    ProxyCall(Loop loop, HttpServerRequest request, Route route, String connectionId) {
        super(loop, request, route);
        this.connectionId = connectionId;
        this.response = request.response();
        loop.metrics().started();
        response.headers().set(Answers.SOURCE, Answers.AUTHPROXY);
        response.closeHandler(this::callerGone);
        request.exceptionHandler(this::callerBroke);
    }

    /** Asks for the decision, off the loop when something must be loaded first. */
    final void decide() {
        Decision decision;
        try {
            decision = loop.parts().gate().tryDecide(this);
        } catch (RuntimeException e) {
            unexpected(e);
            return;
        }
        if (decision != null) {
            proceed(decision);
            return;
        }
        request.pause();
        loop.offLoop(() -> loop.parts().gate().decide(this), this::proceed, this::unexpected);
    }

    private void proceed(Decision decision) {
        switch (decision) {
            case Decision.Refused refused -> {
                ticket = refused.ticket();
                refuse(refused.reason());
            }
            case Decision.InSession inSession -> {
                xsrfToken = inSession.xsrfToken();
                proceed(inSession.decision());
            }
            case Decision.Admitted admitted -> {
                ticket = admitted.ticket();
                admit(admitted);
            }
        }
    }

    private void admit(Decision.Admitted admitted) {
        if (finished) {
            return;
        }
        String fault = TargetRules.fault(admitted.target());
        if (fault != null) {
            refuse(new AuthProxyException(ErrorCode.INVALID_URL, fault));
            return;
        }
        try {
            admitted(admitted);
        } catch (AuthProxyException e) {
            refuse(e);
        } catch (RuntimeException e) {
            unexpected(e);
        }
    }

    /** Goes on with an admitted call, up to {@link #send}. */
    abstract void admitted(Decision.Admitted admitted);

    /** Headers for the upstream, without the credential. */
    abstract MultiMap upstreamHeaders(Decision.Admitted admitted);

    abstract HttpMethod upstreamMethod();

    /** The bounds of this call, which a form may narrow. */
    Decision.Limits limits(Decision.Limits connector) {
        return connector;
    }

    /** What we call ourselves when neither caller nor connector says otherwise. */
    final String userAgent() {
        return "AuthProxy/" + loop.options().version();
    }

    /** The caller's own bound on the whole call in milliseconds; 0 = none. */
    abstract long callerMillis();

    /** Writes the credential and sends. {@code whole} is the body when it was collected, else absent. */
    final void send(Decision.Admitted admitted, UpstreamBody body, byte @Nullable [] whole) {
        if (finished) {
            return;
        }
        sent = new SentCall(admitted, body, whole);
        MultiMap headers = upstreamHeaders(admitted);
        requestType = headers.get(HttpHeaders.CONTENT_TYPE);
        OutgoingHead head = new OutgoingHead(headers, admitted.target(), whole);
        try {
            admitted.applyCredential(head);
        } catch (AuthProxyException e) {
            refuse(e);
            return;
        } catch (RuntimeException e) {
            unexpected(e);
            return;
        }
        RequestOptions options = UpstreamClients.pinned(admitted.destination())
                .setMethod(upstreamMethod())
                .setURI(head.target())
                .setHeaders(headers);
        UpstreamExchange made = new UpstreamExchange(
                loop.deadlines(),
                loop.upstream(),
                this,
                limits(admitted.limits()),
                totalDeadline(admitted.limits().total()));
        exchange = made;
        loop.metrics().overhead(System.nanoTime() - started);
        made.start(options, SentCall.framed(headers, body, head.buffer()));
    }

    private long totalDeadline(Duration total) {
        long nanos = total.toNanos();
        long own = callerMillis() * MILLI;
        if (own > 0 && (nanos == 0 || own < nanos)) {
            nanos = own;
        }
        return nanos == 0 ? 0 : started + nanos;
    }

    @Override
    public void answered(HttpClientResponse answer) {
        SentCall last = sent;
        boolean refused = answer.statusCode() == UNAUTHORIZED && !renewalAsked;
        if (refused && last != null && last.admitted().isRenewable()) {
            renewalAsked = true;
            renew(last, answer);
        } else {
            pass(answer);
        }
    }

    /** The upstream does not take the credential: if there is a newer one, the call is made once more (contract 9.6). */
    private void renew(SentCall last, HttpClientResponse answer) {
        UpstreamBody body = last.again();
        if (body == null) {
            // Too long to be kept: this 401 is the answer, and the next call finds the newer credential.
            loop.offLoop(() -> Optional.ofNullable(last.admitted().renewed()), renewed -> {}, failed -> {});
            pass(answer);
            return;
        }
        exchange().pauseAnswer();
        loop.offLoop(
                () -> Optional.ofNullable(last.admitted().renewed()),
                renewed -> renewed(renewed, body, last, answer),
                this::unexpected);
    }

    private void renewed(
            Optional<Decision.Admitted> renewed, UpstreamBody body, SentCall last, HttpClientResponse answer) {
        if (finished) {
            return;
        }
        if (renewed.isEmpty()) {
            pass(answer);
            exchange().resumeAnswer();
            return;
        }
        exchange().cancel();
        attempts++;
        send(renewed.get(), body, last.whole());
    }

    private void pass(HttpClientResponse answer) {
        headersNanos = System.nanoTime() - started;
        upstreamStatus = answer.statusCode();
        responseVersion = answer.version();
        responseType = answer.headers().get(HttpHeaders.CONTENT_TYPE);
        relay(answer);
    }

    /** The upstream's status and headers are there. */
    abstract void relay(HttpClientResponse answer);

    /** Ends the call with an error body; after the headers only by cutting the answer off. */
    @Override
    final void refuse(AuthProxyException reason) {
        if (finished) {
            return;
        }
        failure = reason;
        stopExchange();
        if (response.headWritten()) {
            abort();
            finish(response.getStatusCode(), false);
            return;
        }
        response.headers().clear();
        response.headers().set(Answers.SOURCE, Answers.AUTHPROXY);
        markSession(response.headers());
        finish(writeRefusal(reason), false);
    }

    /** The caller of a login session learns its XSRF token from every answer (contract 5.5). */
    final void markSession(MultiMap headers) {
        if (xsrfToken != null) {
            headers.set(Answers.XSRF, xsrfToken);
        }
    }

    /** Where a user's browser stands is not the upstream's business (contract 9.3). */
    final void dropPageHeaders(MultiMap headers) {
        if (xsrfToken != null) {
            ProxyHeaders.removeAllSpellings(headers, HttpHeaders.ORIGIN.toString());
            ProxyHeaders.removeAllSpellings(headers, HttpHeaders.REFERER.toString());
        }
    }

    /** How this form shows an error that is ours; the status it was given. */
    int writeRefusal(AuthProxyException reason) {
        Answers.refuse(request, id, reason);
        return reason.code().status();
    }

    final void unexpected(Throwable cause) {
        log.error("request_id={} proxied call failed unexpectedly", id, cause);
        refuse(new AuthProxyException(ErrorCode.INTERNAL_ERROR, "Internal Server Error"));
    }

    @Override
    public void failed(AuthProxyException reason) {
        if (reason.code() == ErrorCode.INTERNAL_ERROR) {
            log.error("request_id={} relaying failed unexpectedly", id, reason.getCause());
        } else if (reason.getCause() != null) {
            log.debug("request_id={} upstream failed", id, reason.getCause());
        }
        refuse(reason);
    }

    /** A cut answer must never look like a complete one (contract 9.6). */
    private void abort() {
        if (request.version() == HttpVersion.HTTP_1_0) {
            CallerConnections.resetOnClose(request.connection());
        }
        CallerConnections.cut(request.connection());
    }

    private void callerGone(Void nothing) {
        if (!finished) {
            stopExchange();
            finish(0, true);
        }
    }

    private void callerBroke(Throwable cause) {
        if (!finished && !response.closed()) {
            refuse(new AuthProxyException(ErrorCode.BAD_REQUEST, "the request body is not valid HTTP/1.1"));
            CallerConnections.closeSoon(request.connection());
            request.connection().close();
        }
    }

    private void stopExchange() {
        if (exchange != null) {
            exchange.cancel();
        }
    }

    /** Ends the call: metrics, log row. Only the first call counts. */
    final void finish(int status, boolean cancelled) {
        if (finished) {
            return;
        }
        finished = true;
        long nanos = System.nanoTime() - started;
        loop.metrics().ended();
        loop.metrics().proxied(upstreamStatus, nanos);
        answered(status);
        released();
        try {
            ticket.finish(outcome(nanos, cancelled));
        } catch (RuntimeException e) {
            log.error("request_id={} log row not accepted", id, e);
        }
    }

    /** At the end, once: gives back what the call held. */
    void released() {}

    private ExchangeOutcome outcome(long nanos, boolean cancelled) {
        UpstreamExchange made = exchange;
        AuthProxyException reason = failure;
        long headers = headersNanos == 0 ? nanos : headersNanos;
        return new ExchangeOutcome(
                upstreamStatus,
                reason == null ? null : reason.code(),
                reason == null ? null : reason.message(),
                headers / MILLI,
                nanos / MILLI,
                made == null ? 0 : made.requestBytes(),
                made == null ? 0 : made.responseBytes(),
                requestType,
                responseType,
                HTTP_1_1,
                responseVersion == null ? null : responseVersion == HttpVersion.HTTP_1_0 ? "HTTP/1.0" : HTTP_1_1,
                cancelled,
                made != null && made.timedOut(),
                attempts + (made != null && made.connected() ? 1 : 0));
    }

    final boolean finished() {
        return finished;
    }

    final UpstreamExchange exchange() {
        UpstreamExchange made = exchange;
        if (made == null) {
            throw new IllegalStateException("nothing was sent yet");
        }
        return made;
    }

    @Override
    public final String service() {
        return loop.options().service();
    }

    @Override
    public final String requestId() {
        return id;
    }

    @Override
    public final String connectionId() {
        return connectionId;
    }

    @Override
    public final List<String> authorization() {
        return request.headers().getAll(HttpHeaders.AUTHORIZATION);
    }

    @Override
    public final @Nullable String header(String name) {
        return request.headers().get(name);
    }

    @Override
    public final List<String> headers(String name) {
        return request.headers().getAll(name);
    }
}

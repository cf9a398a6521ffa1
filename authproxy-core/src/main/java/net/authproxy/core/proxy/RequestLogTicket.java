package net.authproxy.core.proxy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionUsage;
import net.authproxy.core.requestlog.RequestLogEntry;
import net.authproxy.core.requestlog.RequestLogRecorder;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.outbound.OutboundUrl;
import org.jspecify.annotations.Nullable;

/** The open row of one call; its parts are kept as references and put together when the call ends. */
final class RequestLogTicket implements ExchangeTicket {

    private final Listeners listeners;
    private final ProxiedConnection connection;
    private final String requestId;
    private final String actorId;
    private final String method;
    private final String correlationId;
    private final Instant started;
    private final @Nullable OutboundUrl url;
    private final Map<String, String> callLabels;
    private final AtomicBoolean finished = new AtomicBoolean();

    /**
     * Who hears how a call ended.
     *
     * @param recorder absent when no rows are written
     */
    record Listeners(@Nullable RequestLogRecorder recorder, CredentialWatch watch, ConnectionUsage usage) {}

    RequestLogTicket(
            Listeners listeners,
            ProxiedConnection connection,
            ProxyRequest request,
            String actorId,
            String correlationId,
            Instant started,
            @Nullable OutboundUrl url,
            Map<String, String> callLabels) {
        this.listeners = listeners;
        this.connection = connection;
        this.requestId = request.requestId();
        this.method = request.method();
        this.actorId = actorId;
        this.correlationId = correlationId;
        this.started = started;
        this.url = url;
        this.callLabels = callLabels;
    }

    @Override
    public void finish(ExchangeOutcome outcome) {
        if (finished.compareAndSet(false, true)) {
            listeners.watch().note(connection, outcome.status());
            if (outcome.attempts() > 0) {
                listeners.usage().note(connection.connection().id());
            }
            RequestLogRecorder recorder = listeners.recorder();
            if (recorder != null) {
                recorder.record(entry(outcome));
            }
        }
    }

    private RequestLogEntry entry(ExchangeOutcome outcome) {
        Connection to = connection.connection();
        return new RequestLogEntry(
                requestId,
                to.namespace().value(),
                "proxy",
                correlationId,
                started,
                outcome.headersMillis(),
                outcome.totalMillis(),
                to.id(),
                to.connectorId(),
                to.connectorVersion(),
                connection.connectorType(),
                actorId,
                method,
                url == null ? "" : url.tls() ? "https" : "http",
                url == null ? "" : url.authority(),
                url == null ? "" : path(url.target()),
                outcome.status() == 0 ? null : outcome.status(),
                error(outcome),
                outcome.requestHttpVersion(),
                outcome.requestBytes(),
                outcome.requestMimeType(),
                outcome.responseHttpVersion(),
                outcome.responseBytes(),
                outcome.responseMimeType(),
                outcome.timedOut(),
                outcome.cancelled(),
                false,
                outcome.attempts(),
                false,
                labels(to));
    }

    private static String path(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    private static @Nullable String error(ExchangeOutcome outcome) {
        ErrorCode code = outcome.error();
        if (code == null) {
            return null;
        }
        return outcome.errorText() == null ? code.code() : code.code() + ": " + outcome.errorText();
    }

    private Map<String, String> labels(Connection to) {
        if (callLabels.isEmpty()) {
            return to.effectiveLabels().values();
        }
        Map<String, String> frozen = new HashMap<>(to.effectiveLabels().values());
        frozen.putAll(callLabels);
        return frozen;
    }
}

package net.authproxy.core.oauth2;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.requestlog.RequestLogEntry;
import net.authproxy.core.requestlog.RequestLogRecorder;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.outbound.OutboundResponse;
import net.authproxy.core.shared.outbound.OutboundUrl;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import org.jspecify.annotations.Nullable;

/** Rows of type {@code oauth} in the request log; of what was sent and answered they hold nothing but sizes. */
class OAuthCallLog {

    private final @Nullable RequestLogRecorder recorder;
    private final IdGenerator ids;
    private final Clock clock;

    OAuthCallLog(@Nullable RequestLogRecorder recorder, IdGenerator ids, Clock clock) {
        this.recorder = recorder;
        this.ids = ids;
        this.clock = clock;
    }

    void answered(
            Connection connection, OutboundUrl url, Instant started, OutboundResponse answer, @Nullable String error) {
        record(connection, url, started, answer, error, false);
    }

    void failed(Connection connection, OutboundUrl url, Instant started, AuthProxyException failure) {
        record(connection, url, started, null, failure.code().code(), failure.code() == ErrorCode.UPSTREAM_TIMEOUT);
    }

    private void record(
            Connection connection,
            OutboundUrl url,
            Instant started,
            @Nullable OutboundResponse answer,
            @Nullable String error,
            boolean timedOut) {
        if (recorder == null) {
            return;
        }
        long millis = Math.max(0, Duration.between(started, clock.instant()).toMillis());
        String target = url.target();
        int query = target.indexOf('?');
        recorder.record(new RequestLogEntry(
                ids.nextText(IdType.REQUEST),
                connection.namespace().value(),
                "oauth",
                ids.nextText(IdType.CORRELATION),
                started.truncatedTo(ChronoUnit.MILLIS),
                millis,
                millis,
                connection.id(),
                connection.connectorId(),
                connection.connectorVersion(),
                connection.effectiveLabels().values().get("type"),
                null,
                "POST",
                url.tls() ? "https" : "http",
                url.authority(),
                query < 0 ? target : target.substring(0, query),
                answer == null ? null : answer.status(),
                error,
                "HTTP/1.1",
                0,
                null,
                answer == null ? null : "HTTP/1.1",
                answer == null ? 0 : answer.body().length,
                null,
                timedOut,
                false,
                false,
                1,
                false,
                connection.effectiveLabels().values()));
    }
}

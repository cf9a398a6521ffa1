package net.authproxy.core.proxy;

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

/** Rows for calls that the server makes by itself through a connection: type {@code probe} (contract 10.1). */
class CallLog {

    private final @Nullable RequestLogRecorder recorder;
    private final IdGenerator ids;
    private final Clock clock;

    CallLog(@Nullable RequestLogRecorder recorder, IdGenerator ids, Clock clock) {
        this.recorder = recorder;
        this.ids = ids;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    void record(
            Connection connection,
            String method,
            OutboundUrl url,
            Instant started,
            @Nullable OutboundResponse answer,
            @Nullable AuthProxyException failure) {
        if (recorder == null) {
            return;
        }
        long millis = Math.max(0, Duration.between(started, clock.instant()).toMillis());
        int query = url.target().indexOf('?');
        recorder.record(new RequestLogEntry(
                ids.nextText(IdType.REQUEST),
                connection.namespace().value(),
                "probe",
                ids.nextText(IdType.CORRELATION),
                started,
                millis,
                millis,
                connection.id(),
                connection.connectorId(),
                connection.connectorVersion(),
                connection.effectiveLabels().values().get("type"),
                null,
                method,
                url.tls() ? "https" : "http",
                url.authority(),
                query < 0 ? url.target() : url.target().substring(0, query),
                answer == null ? null : answer.status(),
                failure == null ? null : failure.code().code(),
                "HTTP/1.1",
                0,
                null,
                answer == null ? null : "HTTP/1.1",
                answer == null ? 0 : answer.body().length,
                answer == null ? null : answer.header("Content-Type"),
                failure != null && failure.code() == ErrorCode.UPSTREAM_TIMEOUT,
                false,
                false,
                1,
                false,
                connection.effectiveLabels().values()));
    }
}

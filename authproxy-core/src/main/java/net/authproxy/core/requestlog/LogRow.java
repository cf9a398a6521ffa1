package net.authproxy.core.requestlog;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a stored row in their one order (contract 16), for every way a row is written. */
final class LogRow {

    static final String TABLE = "http_log_entry_records";

    static final List<String> COLUMNS = List.of(
            "request_id",
            "namespace",
            "type",
            "correlation_id",
            "timestamp_ms",
            "duration_ms",
            "total_duration_ms",
            "connection_id",
            "connector_id",
            "connector_version",
            "connector_type",
            "actor_id",
            "method",
            "host",
            "scheme",
            "path",
            "response_status_code",
            "response_error",
            "request_http_version",
            "request_size_bytes",
            "request_mime_type",
            "response_http_version",
            "response_size_bytes",
            "response_mime_type",
            "internal_timeout",
            "request_cancelled",
            "rate_limited",
            "attempts",
            "full_request_recorded",
            "labels");

    private LogRow() {}

    /** Gives every value of the row to the sink, in the order of {@link #COLUMNS}. */
    static void write(RequestLogEntry entry, String labels, Sink sink) throws SQLException {
        sink.text(entry.requestId());
        sink.text(entry.namespace());
        sink.text(entry.type());
        sink.text(entry.correlationId());
        sink.number(entry.timestamp().toEpochMilli());
        sink.number(entry.durationMillis());
        sink.optional(entry.totalDurationMillis());
        sink.text(entry.connectionId());
        sink.text(entry.connectorId());
        sink.optional(entry.connectorVersion());
        sink.text(entry.connectorType());
        sink.text(entry.actorId());
        sink.text(entry.method());
        sink.text(entry.host());
        sink.text(entry.scheme());
        sink.text(entry.path());
        sink.optional(entry.responseStatusCode());
        sink.text(entry.responseError());
        sink.text(entry.requestHttpVersion());
        sink.number(entry.requestSizeBytes());
        sink.text(entry.requestMimeType());
        sink.text(entry.responseHttpVersion());
        sink.number(entry.responseSizeBytes());
        sink.text(entry.responseMimeType());
        sink.flag(entry.internalTimeout());
        sink.flag(entry.requestCancelled());
        sink.flag(entry.rateLimited());
        sink.number(entry.attempts());
        sink.flag(entry.fullRequestRecorded());
        sink.text(labels);
    }

    /** Takes the values of one row, one after the other. */
    interface Sink {

        void text(@Nullable String value) throws SQLException;

        void number(long value) throws SQLException;

        void optional(@Nullable Number value) throws SQLException;

        void flag(boolean value) throws SQLException;
    }
}

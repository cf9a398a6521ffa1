package net.authproxy.core.requestlog;

/** Rows that differ from another one in few parts. */
final class EntryCopies {

    private EntryCopies() {}

    static RequestLogEntry withPath(RequestLogEntry entry, String requestId, String path) {
        return new RequestLogEntry(
                requestId,
                entry.namespace(),
                entry.type(),
                entry.correlationId(),
                entry.timestamp(),
                entry.durationMillis(),
                entry.totalDurationMillis(),
                entry.connectionId(),
                entry.connectorId(),
                entry.connectorVersion(),
                entry.connectorType(),
                entry.actorId(),
                entry.method(),
                entry.scheme(),
                entry.host(),
                path,
                entry.responseStatusCode(),
                entry.responseError(),
                entry.requestHttpVersion(),
                entry.requestSizeBytes(),
                entry.requestMimeType(),
                entry.responseHttpVersion(),
                entry.responseSizeBytes(),
                entry.responseMimeType(),
                entry.internalTimeout(),
                entry.requestCancelled(),
                entry.rateLimited(),
                entry.attempts(),
                entry.fullRequestRecorded(),
                entry.labels());
    }
}

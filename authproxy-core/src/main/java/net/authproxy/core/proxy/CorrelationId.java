package net.authproxy.core.proxy;

import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import org.jspecify.annotations.Nullable;

/** What ties the calls of one piece of work together: the caller's id, else the trace id, else one of ours (contract 10.2). */
final class CorrelationId {

    private static final int MAX = 128;
    private static final int TRACEPARENT = 55;
    private static final int TRACE_START = 3;
    private static final int TRACE_END = 35;

    private CorrelationId() {}

    static String of(ProxyRequest request, IdGenerator ids) {
        String given = request.header("X-Correlation-Id");
        if (given != null && isVisible(given)) {
            return given;
        }
        String trace = traceId(request.header("traceparent"));
        return trace != null ? trace : ids.nextText(IdType.CORRELATION);
    }

    private static boolean isVisible(String text) {
        return !text.isEmpty() && text.length() <= MAX && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** W3C Trace Context 3.2: version, 32 hex digits of trace id, parent, flags. */
    private static @Nullable String traceId(@Nullable String traceparent) {
        if (traceparent == null || traceparent.length() != TRACEPARENT) {
            return null;
        }
        String id = traceparent.substring(TRACE_START, TRACE_END);
        return id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')) ? id : null;
    }
}

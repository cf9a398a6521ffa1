package net.authproxy.core.shared.outbound;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole answer to an {@link OutboundRequest}, whatever its status: 3xx is handed back, never followed. Content
 * codings are not decoded. May hold secrets, so {@link #toString} shows the status only.
 */
public final class OutboundResponse {

    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;

    OutboundResponse(int status, List<Map.Entry<String, String>> headers, byte[] body) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    /** 200 to 599. */
    public int status() {
        return status;
    }

    /** All headers in the order they came, names as sent. */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /** The first value of the header, whatever its case; null if there is none. */
    public @Nullable String header(String name) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return header.getValue();
            }
        }
        return null;
    }

    /** The bytes of the body; empty if there is none. */
    public byte[] body() {
        return body.clone();
    }

    /** The body read as UTF-8, malformed bytes replaced. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "status " + status + " with " + body.length + " bytes";
    }
}

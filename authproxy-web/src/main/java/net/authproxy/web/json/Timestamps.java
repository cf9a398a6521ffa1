package net.authproxy.web.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the API shows them: RFC 3339, UTC, three fraction digits (contract 1.5). */
public final class Timestamps {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** The text of a time. */
    public static String text(Instant time) {
        return FORMAT.format(time);
    }

    /** The ETag of a resource that was changed then. */
    public static String etag(Instant updatedAt) {
        return '"' + text(updatedAt) + '"';
    }
}

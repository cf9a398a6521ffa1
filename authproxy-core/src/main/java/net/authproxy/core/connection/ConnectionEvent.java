package net.authproxy.core.connection;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a connection that others may want to hear of. Told in the transaction of the change: what a
 * listener writes is committed with it or not at all.
 *
 * @param revocation what became of the grant of a connection that ended; absent for other kinds
 */
public record ConnectionEvent(
        Kind kind, Connection connection, @Nullable String revocation) {

    /** Something that is not the end. */
    public ConnectionEvent(Kind kind, Connection connection) {
        this(kind, connection, null);
    }

    /** What happened (contract 12, webhooks). */
    public enum Kind {
        READY,
        UNHEALTHY,
        HEALTHY,
        REAUTHORIZED,
        DISCONNECTED;

        /** The name in webhooks, such as {@code connection.ready}. */
        public String text() {
            return "connection." + name().toLowerCase(Locale.ROOT);
        }
    }
}

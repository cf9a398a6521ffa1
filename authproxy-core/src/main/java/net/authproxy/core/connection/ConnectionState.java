package net.authproxy.core.connection;

import java.util.Locale;

/** Life of a connection (contract 7.3). Only {@code READY} proxies. */
public enum ConnectionState {
    CREATED,
    READY,
    DISABLED,
    DISCONNECTING,
    DISCONNECTED;

    /** The name in JSON and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that name; IllegalArgumentException for another text. */
    public static ConnectionState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

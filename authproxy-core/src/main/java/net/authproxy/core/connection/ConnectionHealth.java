package net.authproxy.core.connection;

import java.util.Locale;

/** Whether the connection is known to work (contract 7.1). */
public enum ConnectionHealth {
    HEALTHY,
    UNHEALTHY,
    UNKNOWN;

    /** The name in JSON and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

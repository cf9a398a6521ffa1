package net.authproxy.core.namespace;

import java.util.Locale;

/** Life of a namespace (contract 3). */
public enum NamespaceState {
    ACTIVE,
    DESTROYING,
    DESTROYED;

    /** The name in JSON and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

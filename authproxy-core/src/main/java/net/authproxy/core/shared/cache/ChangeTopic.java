package net.authproxy.core.shared.cache;

import java.util.Locale;

/** What a change message is about; its payload is the id, or the path of a namespace. */
public enum ChangeTopic {
    ACTOR,
    CONNECTION,
    CONNECTOR,
    KEYS,
    /** The payload is the name of the record, a hash of the id. */
    SESSION,
    TOKEN;

    /** The name on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

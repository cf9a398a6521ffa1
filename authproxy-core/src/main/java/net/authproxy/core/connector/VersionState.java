package net.authproxy.core.connector;

import java.util.Locale;

/** Life of a connector version (contract 6.6). */
public enum VersionState {
    PRIMARY(0),
    DRAFT(1),
    ACTIVE(2),
    ARCHIVED(3);

    private final int rank;

    VersionState(int rank) {
        this.rank = rank;
    }

    /** Place in the order in which a connector's row is picked; the lowest wins. */
    int rank() {
        return rank;
    }

    /** The name in JSON and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that name; IllegalArgumentException for another text. */
    public static VersionState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

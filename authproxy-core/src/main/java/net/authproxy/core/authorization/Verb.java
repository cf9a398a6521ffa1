package net.authproxy.core.authorization;

import java.util.Locale;
import java.util.Optional;

/** What a permission lets its holder do (contract 4.3). */
public enum Verb {
    LIST,
    CREATE,
    GET,
    UPDATE,
    DELETE,
    MANAGE_KEYS,
    MANAGE_PERMISSIONS,
    MINT_TOKEN,
    ASSERT_ACTORS,
    LIST_VERSIONS("list/versions"),
    PUBLISH,
    ARCHIVE,
    FORCE_STATE,
    DISCONNECT,
    PROXY,
    SYNC,
    REENCRYPT,
    GET_BODIES,
    REPLAY,
    MANAGE;

    private final String text;

    Verb() {
        this.text = name().toLowerCase(Locale.ROOT);
    }

    Verb(String text) {
        this.text = text;
    }

    /** The name in permission objects. */
    public String text() {
        return text;
    }

    /** The verb of that name; empty for an unknown one. */
    public static Optional<Verb> of(String text) {
        for (Verb verb : values()) {
            if (verb.text.equals(text)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }
}

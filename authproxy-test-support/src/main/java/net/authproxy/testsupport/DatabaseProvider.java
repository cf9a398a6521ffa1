package net.authproxy.testsupport;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The databases tests run on. {@code AUTH_PROXY_TEST_DATABASE_PROVIDER=sqlite|postgres} narrows them to one (contract
 * 13.5); unset, both are wanted.
 */
public enum DatabaseProvider {
    SQLITE,
    POSTGRES;

    static final String VARIABLE = "AUTH_PROXY_TEST_DATABASE_PROVIDER";

    /** Whether tests on this database are to run. */
    public boolean isWanted() {
        return isWanted(System.getenv(VARIABLE));
    }

    boolean isWanted(@Nullable String chosen) {
        if (chosen == null || chosen.isBlank()) {
            return true;
        }
        for (DatabaseProvider provider : values()) {
            if (provider.name().toLowerCase(Locale.ROOT).equals(chosen)) {
                return provider == this;
            }
        }
        throw new IllegalStateException(VARIABLE + " must be sqlite or postgres, not '" + chosen + "'");
    }
}

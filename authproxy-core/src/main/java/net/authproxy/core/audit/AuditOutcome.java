package net.authproxy.core.audit;

import java.util.Locale;

/** How it ended. A change that failed for another reason than a refusal was rolled back and leaves no row. */
public enum AuditOutcome {
    SUCCESS,
    REFUSED;

    /** The name in rows. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

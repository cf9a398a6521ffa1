package net.authproxy.core.webhook;

import java.util.Locale;
import net.authproxy.core.shared.error.AuthProxyException;

/** Whether a webhook is told of events. */
public enum WebhookState {
    ACTIVE,
    PAUSED;

    /** The name in rows and JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is a state of that name. */
    public static boolean isState(String text) {
        return text.equals(ACTIVE.text()) || text.equals(PAUSED.text());
    }

    /**
     * The state of that name.
     *
     * @throws AuthProxyException {@code validation_failed} for an unknown one
     */
    public static WebhookState of(String text) {
        if (!isState(text)) {
            throw AuthProxyException.invalid("state", "must be active or paused");
        }
        return text.equals(ACTIVE.text()) ? ACTIVE : PAUSED;
    }
}

package net.authproxy.core.webhook;

import java.util.Arrays;
import java.util.Locale;

/** How far a delivery has come. */
public enum DeliveryStatus {
    /** To be sent, or sent again. */
    PENDING,
    /** Answered with a 2xx. */
    DELIVERED,
    /** Given up. */
    FAILED;

    /** The name in rows and JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is a status of that name. */
    public static boolean isStatus(String text) {
        return Arrays.stream(values()).anyMatch(status -> status.text().equals(text));
    }

    static DeliveryStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

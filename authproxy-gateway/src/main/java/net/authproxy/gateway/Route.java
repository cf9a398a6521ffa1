package net.authproxy.gateway;

import java.util.Locale;

/** What a request asks for, as far as the edge tells them apart; the {@code route} label of the metrics. */
enum Route {
    RAW,
    ENVELOPE,
    HEALTH,
    CONTROL,
    CORS,
    UNKNOWN,
    INVALID;

    private final String label = name().toLowerCase(Locale.ROOT);

    String label() {
        return label;
    }
}

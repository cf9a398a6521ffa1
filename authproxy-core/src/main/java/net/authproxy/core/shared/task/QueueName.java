package net.authproxy.core.shared.task;

import java.util.Locale;

/** The queues and how often each is served first (contract 12). */
public enum QueueName {
    CRITICAL(6),
    DEFAULT(5),
    LOW(1);

    private final int weight;
    private final String text = name().toLowerCase(Locale.ROOT);

    QueueName(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }

    /** The name in JSON and in the store. */
    public String text() {
        return text;
    }

    static QueueName of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

package net.authproxy.core.shared.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    /** How often it is served first, against the others. */
    public int weight() {
        return weight;
    }

    /** The name in JSON and in the store. */
    public String text() {
        return text;
    }

    /** The queue of that name; empty for an unknown one. */
    public static Optional<QueueName> parse(String text) {
        return Arrays.stream(values()).filter(queue -> queue.text.equals(text)).findFirst();
    }

    static QueueName of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

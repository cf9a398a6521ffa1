package net.authproxy.core.shared.task;

import java.util.List;

/**
 * A stored task that this worker owns until its lease ends; nothing of it is checked yet.
 *
 * @param id as stored; an injected one may be no id at all
 * @param sealed encrypted payload; empty when it was too long
 * @param owner what the store knows the owner by; a later owner has another one
 */
record TakenTask(
        String id, String type, String sealed, QueueName queue, int attempt, int maxRetries, long fence, String owner) {

    static TakenTask of(List<?> row, String worker) {
        long fence = Long.parseLong(text(row, 6));
        return new TakenTask(
                text(row, 0),
                text(row, 1),
                text(row, 2),
                QueueName.of(text(row, 3)),
                Integer.parseInt(text(row, 4)),
                Integer.parseInt(text(row, 5)),
                fence,
                worker + ":" + fence);
    }

    /** An id for log lines: what somebody else wrote into the store must not forge them. */
    static String shown(String stored) {
        return stored.chars().allMatch(c -> c > ' ' && c < 127) && stored.length() <= 128 ? stored : "malformed";
    }

    @Override
    public String toString() {
        return "id=" + shown(id) + " type=" + shown(type) + " queue=" + queue.text() + " attempt=" + attempt;
    }

    private static String text(List<?> row, int index) {
        return String.valueOf(row.get(index));
    }
}

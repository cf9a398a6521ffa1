package net.authproxy.gateway;

import io.vertx.core.buffer.Buffer;

/**
 * A copy of a streamed request body, kept while it may have to be sent once more with a newer credential (contract 9.6).
 * What is too long, or finds no room in the process-wide budget, is not kept: then there is no second time.
 */
final class ReplayBuffer {

    static final int LONGEST = 1 << 20;

    private final BufferBudget budget;
    private final Buffer kept = Buffer.buffer();
    private long taken;
    private boolean given;
    private boolean complete;

    ReplayBuffer(BufferBudget budget) {
        this.budget = budget;
    }

    void add(Buffer bytes) {
        if (given) {
            return;
        }
        if (kept.length() + bytes.length() > LONGEST || !budget.take(bytes.length())) {
            release();
            return;
        }
        taken += bytes.length();
        kept.appendBuffer(bytes);
    }

    void complete() {
        complete = true;
    }

    /** Whether the whole body is here. */
    boolean isWhole() {
        return complete && !given;
    }

    Buffer bytes() {
        return kept;
    }

    /** Gives the room back; from now on nothing is kept. */
    void release() {
        given = true;
        budget.give(taken);
        taken = 0;
    }
}

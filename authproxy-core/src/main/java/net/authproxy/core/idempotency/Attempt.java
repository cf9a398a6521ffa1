package net.authproxy.core.idempotency;

/** What to do with a request that carries an idempotency key. */
public sealed interface Attempt {

    /**
     * Do it, then settle it.
     *
     * @param slot where its answer goes
     * @param mark proof that the slot is still ours
     */
    record First(String slot, String mark) implements Attempt {}

    /** Answer as before. */
    record Replay(RecordedAnswer answer) implements Attempt {}
}

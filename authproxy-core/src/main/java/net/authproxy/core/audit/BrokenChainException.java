package net.authproxy.core.audit;

import org.jspecify.annotations.Nullable;

/** Somebody changed the end of the chain; sealing stops, since going on would cover it up. */
public final class BrokenChainException extends RuntimeException {

    private final long seq;

    BrokenChainException(String message, long seq, @Nullable Throwable cause) {
        super(message + " (seq " + seq + ")", cause);
        this.seq = seq;
    }

    long seq() {
        return seq;
    }
}

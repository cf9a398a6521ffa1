package net.authproxy.core.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.authproxy.core.authorization.SystemOperation;

/**
 * Numbers and chains waiting rows. Any number of processes may call it: the head moves by compare-and-set in the same
 * transaction as the rows, so of several one wins and the others have done nothing. One that dies leaves nothing behind.
 */
@SystemOperation
public class AuditSealer {

    private static final int BATCH = 500;

    private final AuditChain chain;
    private final Clock clock;

    AuditSealer(AuditChain chain, Clock clock) {
        this.chain = chain;
        this.clock = clock;
    }

    /** Age of the oldest row that waits; zero when none does. */
    public Duration oldestWaiting() {
        List<AuditEntry> oldest = chain.waiting(1);
        if (oldest.isEmpty()) {
            return Duration.ZERO;
        }
        Duration age = Duration.between(oldest.getFirst().createdAt(), clock.instant());
        return age.isPositive() ? age : Duration.ofMillis(1);
    }

    /**
     * Seals one batch.
     *
     * @return rows sealed; 0 when none waits or another process was faster
     * @throws BrokenChainException when the end of the chain was tampered with
     */
    public int seal() {
        ChainHead head = chain.head();
        List<AuditEntry> placed = new ArrayList<>();
        long seq = head.seq();
        String previous = head.hash();
        for (AuditEntry row : chain.waiting(BATCH)) {
            AuditEntry sealed = row.sealed(++seq, previous);
            placed.add(sealed);
            previous = String.valueOf(sealed.hash());
        }
        return !placed.isEmpty() && chain.append(head, placed) ? placed.size() : 0;
    }
}

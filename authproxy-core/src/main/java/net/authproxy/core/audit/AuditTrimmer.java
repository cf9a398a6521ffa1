package net.authproxy.core.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;

/**
 * Removes old rows from the beginning of the chain and leaves a signed checkpoint (contract 10.5). What does not check is
 * not removed: trimming must not cover up what was tampered with. The newest row always stays.
 */
@SystemOperation
public class AuditTrimmer {

    private static final int BATCH = 1_000;

    private final AuditChain chain;
    private final AuditCheckpoints checkpoints;
    private final AuditTrail trail;
    private final Clock clock;

    AuditTrimmer(AuditChain chain, AuditCheckpoints checkpoints, AuditTrail trail, Clock clock) {
        this.chain = chain;
        this.checkpoints = checkpoints;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Removes sealed rows that are older than this. Safe to be called by several processes, and to be cut short.
     *
     * @param retention how long rows are kept; zero or less: for ever
     * @return rows removed
     * @throws BrokenChainException when head, checkpoint or one of the rows does not check
     */
    public long trim(Duration retention) {
        if (!retention.isPositive()) {
            return 0;
        }
        Instant cutoff = clock.instant().minus(retention);
        long removed = 0;
        long done;
        do {
            done = trimBatch(cutoff);
            removed += done;
        } while (done == BATCH);
        return removed;
    }

    private long trimBatch(Instant cutoff) {
        ChainHead head = chain.head();
        Checkpoint before = checkpoints.current();
        long from = before == null ? 1 : before.seq() + 1;
        AuditEntry last = lastOld(head, from, before == null ? ChainHash.GENESIS : before.hash(), cutoff);
        if (last == null) {
            signAnew(before);
            return 0;
        }
        long seq = Objects.requireNonNull(last.seq());
        long count = seq - from + 1;
        AuditEvent event = AuditEvent.of(AuditAction.AUDIT_TRIM, NamespacePath.ROOT, null)
                .with("through_seq", seq)
                .with("rows", count);
        boolean moved = checkpoints.move(
                before, seq, String.valueOf(last.hash()), clock.instant(), () -> trail.recordSystem(event));
        return moved ? count : 0;
    }

    /** The last row of the batch that may go; absent when none may. */
    private @Nullable AuditEntry lastOld(ChainHead head, long from, String hashBefore, Instant cutoff) {
        List<AuditEntry> rows = chain.sealed(from, Math.min(from + BATCH, head.seq()) - 1, BATCH);
        AuditEntry last = null;
        String previous = hashBefore;
        long expected = from;
        for (AuditEntry row : rows) {
            if (!row.createdAt().isBefore(cutoff)) {
                return last;
            }
            if (!ChainCheck.isSound(row, expected, previous)) {
                throw new BrokenChainException("a row that is due to be trimmed does not check", expected, null);
            }
            previous = String.valueOf(row.hash());
            last = row;
            expected++;
        }
        return last;
    }

    /** A root key that was replaced may be removed some day; the checkpoint must not depend on it. */
    private void signAnew(@Nullable Checkpoint before) {
        if (before != null && !checkpoints.isCurrent(before)) {
            checkpoints.move(before, before.seq(), before.hash(), clock.instant(), () -> {});
        }
    }
}

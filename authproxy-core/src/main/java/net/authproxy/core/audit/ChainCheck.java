package net.authproxy.core.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chain and compares: numbers without gaps, each hash with its row, each link with the row before, the end
 * with the sealed head, and the beginning with the signed checkpoint where rows were trimmed.
 */
class ChainCheck {

    private static final int PAGE = 1000;

    private final AuditChain chain;
    private final AuditCheckpoints checkpoints;

    ChainCheck(AuditChain chain, AuditCheckpoints checkpoints) {
        this.chain = chain;
        this.checkpoints = checkpoints;
    }

    /**
     * Checks a range.
     *
     * @param from first number, at least 1
     * @param to last number; absent for the end of the chain, which is then checked too
     */
    ChainVerdict verify(long from, @Nullable Long to) {
        Checkpoint checkpoint;
        try {
            checkpoint = checkpoints.current();
        } catch (BrokenChainException e) {
            return ChainVerdict.broken(0, Math.max(1, e.seq()));
        }
        long first = checkpoint == null ? from : Math.max(from, checkpoint.seq() + 1);
        if (to != null && to < first) {
            // All of it was trimmed.
            return ChainVerdict.sound(0);
        }
        return verify(first, to, hashBefore(first, checkpoint));
    }

    private ChainVerdict verify(long from, @Nullable Long to, @Nullable String before) {
        ChainHead head;
        try {
            head = chain.head();
        } catch (BrokenChainException e) {
            ChainVerdict rows = walk(from, Long.MAX_VALUE, before, null);
            return ChainVerdict.broken(rows.count(), rows.brokenAt() == null ? e.seq() : rows.brokenAt());
        }
        long last = to == null ? head.seq() : Math.min(to, head.seq());
        ChainVerdict rows = walk(from, last, before, head);
        if (!rows.ok() || to != null) {
            return rows;
        }
        Long behind = chain.firstBehindHead();
        return behind == null ? rows : ChainVerdict.broken(rows.count(), behind);
    }

    private ChainVerdict walk(long from, long to, @Nullable String before, @Nullable ChainHead head) {
        long expected = from;
        @Nullable String previous = before;
        List<AuditEntry> page;
        do {
            page = chain.sealed(expected, to, PAGE);
            for (AuditEntry row : page) {
                if (!isSound(row, expected, previous)) {
                    return ChainVerdict.broken(expected - from, expected);
                }
                previous = row.hash();
                expected++;
            }
        } while (page.size() == PAGE);
        if (head == null) {
            return ChainVerdict.sound(expected - from);
        }
        if (expected <= to) {
            return ChainVerdict.broken(expected - from, expected);
        }
        boolean endsElsewhere = to == head.seq() && from <= to && !head.hash().equals(previous);
        return endsElsewhere ? ChainVerdict.broken(expected - from - 1, to) : ChainVerdict.sound(expected - from);
    }

    /** Absent when the row before is gone, which is that row's fault and not this range's. */
    private @Nullable String hashBefore(long from, @Nullable Checkpoint checkpoint) {
        if (checkpoint != null && from == checkpoint.seq() + 1) {
            return checkpoint.hash();
        }
        if (from == 1) {
            return ChainHash.GENESIS;
        }
        List<AuditEntry> before = chain.sealed(from - 1, from - 1, 1);
        return before.isEmpty() ? null : before.getFirst().hash();
    }

    static boolean isSound(AuditEntry row, long expected, @Nullable String previous) {
        Long seq = row.seq();
        return seq != null
                && seq == expected
                && (previous == null || previous.equals(row.prevHash()))
                && ChainHash.of(row).equals(row.hash());
    }
}

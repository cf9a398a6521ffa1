package net.authproxy.core.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chain and compares: numbers without gaps, each hash with its row, each link with the row before, the end
 * with the sealed head.
 */
class ChainCheck {

    private static final int PAGE = 1000;

    private final AuditChain chain;

    ChainCheck(AuditChain chain) {
        this.chain = chain;
    }

    /**
     * Checks a range.
     *
     * @param from first number, at least 1
     * @param to last number; absent for the end of the chain, which is then checked too
     */
    ChainVerdict verify(long from, @Nullable Long to) {
        ChainHead head;
        try {
            head = chain.head();
        } catch (BrokenChainException e) {
            ChainVerdict rows = walk(from, Long.MAX_VALUE, null);
            return ChainVerdict.broken(rows.count(), rows.brokenAt() == null ? e.seq() : rows.brokenAt());
        }
        long last = to == null ? head.seq() : Math.min(to, head.seq());
        ChainVerdict rows = walk(from, last, head);
        if (!rows.ok() || to != null) {
            return rows;
        }
        Long behind = chain.firstBehindHead();
        return behind == null ? rows : ChainVerdict.broken(rows.count(), behind);
    }

    private ChainVerdict walk(long from, long to, @Nullable ChainHead head) {
        long expected = from;
        String previous = hashBefore(from);
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
    private @Nullable String hashBefore(long from) {
        if (from == 1) {
            return ChainHash.GENESIS;
        }
        List<AuditEntry> before = chain.sealed(from - 1, from - 1, 1);
        return before.isEmpty() ? null : before.getFirst().hash();
    }

    private static boolean isSound(AuditEntry row, long expected, @Nullable String previous) {
        Long seq = row.seq();
        return seq != null
                && seq == expected
                && (previous == null || previous.equals(row.prevHash()))
                && ChainHash.of(row).equals(row.hash());
    }
}

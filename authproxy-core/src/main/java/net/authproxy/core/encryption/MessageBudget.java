package net.authproxy.core.encryption;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;

/**
 * Counts messages per key version in blocks reserved in the database, and stops a version at 2^32 (NIST SP 800-38D 8.3:
 * the bound for random nonces). A block is renewed in the background, well before it is spent: sealing happens inside
 * transactions, and SQLite has one writer.
 */
final class MessageBudget {

    static final long LIMIT = 1L << 32;

    private final long blockSize;
    private final BlockReserver reserver;
    private final Executor executor;
    private final ConcurrentHashMap<String, Block> blocks = new ConcurrentHashMap<>();

    MessageBudget(long blockSize, BlockReserver reserver, Executor executor) {
        this.blockSize = blockSize;
        this.reserver = reserver;
        this.executor = executor;
    }

    /** Reserves messages for a version in the store. */
    interface BlockReserver {

        /** How many of {@code count} messages are granted: all of them, fewer near the limit, 0 at it. */
        long reserve(String keyVersionId, long count);
    }

    /** Makes sure that a block is there, so that the first message need not wait. Blocks; not inside a transaction. */
    void prepare(String keyVersionId) {
        blocks.computeIfAbsent(keyVersionId, id -> new Block(reserver.reserve(id, blockSize)));
    }

    /** Takes one message of the version's budget. */
    void spend(String keyVersionId) {
        Block block = blocks.computeIfAbsent(keyVersionId, id -> new Block(reserver.reserve(id, blockSize)));
        long left = block.left.decrementAndGet();
        if (left < blockSize / 2 && block.renewing.compareAndSet(false, true)) {
            executor.execute(() -> renew(keyVersionId, block));
        }
        if (left < 0) {
            // A refused message was not sealed: it must not eat the next block.
            block.left.incrementAndGet();
            throw new AuthProxyException(
                    ErrorCode.ENCRYPTION_KEY_UNAVAILABLE, "the encryption key has reached its message limit");
        }
    }

    private void renew(String keyVersionId, Block block) {
        try {
            block.left.addAndGet(reserver.reserve(keyVersionId, blockSize));
        } finally {
            block.renewing.set(false);
        }
    }

    private static final class Block {

        private final AtomicLong left;
        private final AtomicBoolean renewing = new AtomicBoolean();

        private Block(long granted) {
            left = new AtomicLong(granted);
        }
    }
}

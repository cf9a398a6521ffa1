package net.authproxy.core.audit;

import java.util.List;
import java.util.function.Supplier;
import net.authproxy.core.shared.storage.Database;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The table as a chain: its head, what waits, what is sealed. */
class AuditChain {

    private static final String ADVANCE =
            "update audit_chain set seq=?, sealed_head=%s where name='main' and seq=? and seq<?";
    private static final String PLACE = "update audit_log set seq=?, prev_hash=?, hash=? where id=? and seq is null";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate readOnly;
    private final TransactionTemplate writing;
    private final ChainHeadCipher cipher;
    private final String advance;

    AuditChain(Database database, PlatformTransactionManager transactions, ChainHeadCipher cipher) {
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.jdbc.setExceptionTranslator(database.exceptionTranslator());
        this.readOnly = new TransactionTemplate(transactions);
        this.readOnly.setReadOnly(true);
        this.writing = new TransactionTemplate(transactions);
        this.cipher = cipher;
        this.advance = ADVANCE.formatted(database.kind() == DatabaseKind.POSTGRES ? "cast(? as jsonb)" : "?");
    }

    private record StoredHead(long seq, @Nullable String sealed) {}

    /** The newest sealed row; throws {@link BrokenChainException} when it is not the one that was sealed here. */
    ChainHead head() {
        List<StoredHead> stored = read(() -> jdbc.query(
                "select seq, sealed_head from audit_chain where name='main'",
                (row, number) -> new StoredHead(row.getLong("seq"), row.getString("sealed_head"))));
        if (stored.isEmpty()) {
            throw new BrokenChainException("the head of the audit chain is gone", 0, null);
        }
        // Opened outside the transaction: the cipher may have to load keys.
        return ChainHead.open(stored.getFirst().seq(), stored.getFirst().sealed(), cipher);
    }

    /** Rows without a number, the oldest first. */
    List<AuditEntry> waiting(int limit) {
        return read(() -> jdbc.query(
                AuditTable.SELECT + " where seq is null order by created_at, id limit " + limit,
                (row, number) -> AuditTable.entry(row)));
    }

    /** Rows with these numbers, in order. */
    List<AuditEntry> sealed(long from, long to, int limit) {
        return read(() -> jdbc.query(
                AuditTable.SELECT + " where seq>=? and seq<=? order by seq, id limit " + limit,
                (row, number) -> AuditTable.entry(row),
                from,
                to));
    }

    /** The first row numbered behind the head, of which there must be none; absent when there is none. */
    @Nullable
    Long firstBehindHead() {
        return read(() -> jdbc.queryForObject(
                "select min(seq) from audit_log where seq > (select seq from audit_chain where name='main')",
                Long.class));
    }

    /**
     * Puts rows behind the head, all or none.
     *
     * @return false when another sealer was faster: then nothing was written
     */
    boolean append(ChainHead head, List<AuditEntry> rows) {
        AuditEntry last = rows.getLast();
        long seq = head.seq() + rows.size();
        String sealed = new ChainHead(seq, String.valueOf(last.hash())).sealed(cipher);
        Boolean done = writing.execute(status -> {
            if (jdbc.update(advance, seq, sealed, head.seq(), seq) != 1) {
                return false;
            }
            for (AuditEntry row : rows) {
                if (jdbc.update(PLACE, row.seq(), row.prevHash(), row.hash(), row.id()) != 1) {
                    throw new IllegalStateException("audit row " + row.id() + " was numbered or removed meanwhile");
                }
            }
            return true;
        });
        return Boolean.TRUE.equals(done);
    }

    private <T> T read(Supplier<T> work) {
        return readOnly.execute(status -> work.get());
    }
}

package net.authproxy.core.audit;

import java.time.Instant;
import java.util.List;
import net.authproxy.core.shared.storage.Database;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Where the chain begins after trimming: a row beside the head's, moved on by compare-and-set. */
class AuditCheckpoints {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcTemplate jdbc;
    private final TransactionTemplate readOnly;
    private final TransactionTemplate writing;
    private final CheckpointSigner signer;
    private final String json;

    AuditCheckpoints(Database database, PlatformTransactionManager transactions, CheckpointSigner signer) {
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.jdbc.setExceptionTranslator(database.exceptionTranslator());
        this.readOnly = new TransactionTemplate(transactions);
        this.readOnly.setReadOnly(true);
        this.writing = new TransactionTemplate(transactions);
        this.signer = signer;
        this.json = database.kind() == DatabaseKind.POSTGRES ? "cast(? as jsonb)" : "?";
    }

    private record Stored(long seq, @Nullable String json) {}

    /** Absent while nothing was trimmed; throws {@link BrokenChainException} for one that was not signed here. */
    @Nullable
    Checkpoint current() {
        @Nullable
        List<Stored> stored = readOnly.execute(status -> jdbc.query(
                "select seq, sealed_head from audit_chain where name='checkpoint'",
                (row, number) -> new Stored(row.getLong("seq"), row.getString("sealed_head"))));
        if (stored == null || stored.isEmpty()) {
            return null;
        }
        // Opened outside the transaction: the signer may have to load keys.
        Stored row = stored.getFirst();
        return Checkpoint.open(row.seq(), signature(row.json()), signer);
    }

    private static @Nullable String signature(@Nullable String text) {
        try {
            return text == null ? null : JSON.readTree(text).path("jws").asString("");
        } catch (tools.jackson.core.JacksonException e) {
            return null;
        }
    }

    /** Whether the key that signed it is the one that signs now. */
    boolean isCurrent(Checkpoint checkpoint) {
        return checkpoint.key().equals(signer.currentKey());
    }

    /**
     * Moves the checkpoint to a later row and removes the rows up to it, all or nothing.
     *
     * @param record what is written in the same transaction
     * @return false when another process was faster: then nothing was done
     */
    boolean move(@Nullable Checkpoint before, long seq, String hash, Instant now, Runnable record) {
        String stored = JSON.writeValueAsString(
                java.util.Map.of("jws", Checkpoint.sign(seq, hash, now, signer).signature()));
        try {
            return Boolean.TRUE.equals(writing.execute(status -> {
                if (!place(before, seq, stored)) {
                    return false;
                }
                jdbc.update("delete from audit_log where seq <= ?", seq);
                record.run();
                return true;
            }));
        } catch (DataIntegrityViolationException e) {
            // Two made the first checkpoint.
            return false;
        }
    }

    private boolean place(@Nullable Checkpoint before, long seq, String stored) {
        if (before == null) {
            jdbc.update(
                    "insert into audit_chain (name, seq, sealed_head) values ('checkpoint', ?, " + json + ")",
                    seq,
                    stored);
            return true;
        }
        return jdbc.update(
                        "update audit_chain set seq = ?, sealed_head = " + json
                                + " where name = 'checkpoint' and seq = ?",
                        seq,
                        stored,
                        before.seq())
                == 1;
    }
}

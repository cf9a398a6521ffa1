package net.authproxy.core.purge;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.shared.storage.PurgeableRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes rows that were deleted long ago, children first, in short transactions. Each statement asks once more whether
 * the row may go, so a row that was revived meanwhile stays.
 */
@SystemOperation
class Purge {

    private static final Logger log = LoggerFactory.getLogger(Purge.class);
    private static final int BATCH = 200;

    private final List<PurgeableRows> tables;
    private final PurgePolicy policy;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Purge(
            List<PurgeableRows> tables,
            PurgePolicy policy,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.tables = tables.stream()
                .sorted(Comparator.comparingInt(PurgeableRows::order))
                .toList();
        this.policy = policy;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Removes all that may go.
     *
     * @param stillWanted asked between batches; throws to stop
     */
    void run(Runnable stillWanted) {
        Timestamp before = Timestamp.from(clock.instant().minus(policy.retention()));
        tables.forEach(table -> purge(table, before, stillWanted));
    }

    private void purge(PurgeableRows table, Timestamp before, Runnable stillWanted) {
        int removed = 0;
        int kept = 0;
        List<Key> keys = find(table, before, kept);
        while (!keys.isEmpty()) {
            stillWanted.run();
            int gone = remove(table, keys, before);
            removed += gone;
            kept += keys.size() - gone;
            keys = find(table, before, kept);
        }
        if (removed + kept > 0) {
            log.info("action=purged table={} removed={} still_referenced={}", table.table(), removed, kept);
        }
    }

    private List<Key> find(PurgeableRows table, Timestamp before, int skipped) {
        String order = table.key().stream().map(column -> column + " desc").collect(Collectors.joining(", "));
        return jdbc.sql("select " + String.join(", ", table.key()) + " from " + table.table() + " where "
                        + table.condition() + " order by " + order + " limit " + BATCH + " offset " + skipped)
                .param("before", before)
                .query((row, index) -> {
                    List<Object> values = new ArrayList<>();
                    for (String column : table.key()) {
                        values.add(row.getObject(column));
                    }
                    return new Key(values);
                })
                .list();
    }

    /** All at once; when something still refers to one of them, one by one. */
    private int remove(PurgeableRows table, List<Key> keys, Timestamp before) {
        try {
            return Objects.requireNonNull(transactions.execute(status ->
                    keys.stream().mapToInt(key -> removeOne(table, key, before)).sum()));
        } catch (DataIntegrityViolationException referenced) {
            return keys.stream()
                    .mapToInt(key -> removeAlone(table, key, before))
                    .sum();
        }
    }

    private int removeAlone(PurgeableRows table, Key key, Timestamp before) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> removeOne(table, key, before)));
        } catch (DataIntegrityViolationException referenced) {
            log.debug("reason=still_referenced table={}", table.table(), referenced);
            return 0;
        }
    }

    private int removeOne(PurgeableRows table, Key key, Timestamp before) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < table.key().size(); i++) {
            values.put(table.key().get(i), key.values().get(i));
        }
        String same =
                table.key().stream().map(column -> column + " = :" + column).collect(Collectors.joining(" and "));
        return jdbc.sql("delete from " + table.table() + " where " + same + " and " + table.condition())
                .params(values)
                .param("before", before)
                .update();
    }

    /** The columns of a primary key, in the order of {@link PurgeableRows#key}. */
    private record Key(List<Object> values) {}
}

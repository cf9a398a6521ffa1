package net.authproxy.core.shared.storage;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import net.authproxy.core.shared.resource.LabelSelector;
import org.hibernate.community.dialect.SQLiteDialect;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows that have a rare label in a table of single labels, which SQLite needs: it cannot index what lies inside
 * a JSON text, so that a selector looks at row after row until a page is full, at all of them when few match. What is
 * found only narrows; the selector itself still decides. PostgreSQL has an index on the labels and needs no such table.
 */
final class LabelLookup {

    /** Where more rows have the label, a page is full soon enough without. */
    static final int FEW = 2_000;

    private LabelLookup() {}

    /**
     * Ids of all rows that have the rarest label the selector asks for.
     *
     * @param table has the columns {@code label_key, label_value, id}; trusted text
     * @return absent when the table is, or when more than {@value #FEW} rows have each label: then look at the rows
     */
    static @Nullable List<String> few(EntityManager entities, @Nullable String table, LabelSelector selector) {
        if (table == null || selector.isEverything() || !isSqlite(entities)) {
            return null;
        }
        @Nullable List<String> fewest = null;
        for (LabelSelector.Term term : selector.terms()) {
            @Nullable
            List<String> found = switch (term) {
                case LabelSelector.OneOf oneOf -> ids(entities, table, term.key(), oneOf.values());
                case LabelSelector.Exists exists -> ids(entities, table, term.key(), null);
                case LabelSelector.Absent absent -> null;
                case LabelSelector.NoneOf noneOf -> null;
            };
            if (found != null && (fewest == null || found.size() < fewest.size())) {
                fewest = found;
            }
        }
        return fewest;
    }

    private static boolean isSqlite(EntityManager entities) {
        return entities.unwrap(SharedSessionContractImplementor.class)
                        .getJdbcServices()
                        .getDialect()
                instanceof SQLiteDialect;
    }

    private static @Nullable List<String> ids(
            EntityManager entities, String table, String key, @Nullable Collection<String> values) {
        String sql = "select id from " + table + " where label_key = :key"
                + (values == null ? "" : " and label_value in (:values)") + " limit " + (FEW + 1);
        var query = entities.createNativeQuery(sql, String.class).setParameter("key", key);
        if (values != null) {
            query.setParameter("values", values);
        }
        List<?> found = query.getResultList();
        return found.size() > FEW ? null : found.stream().map(String::valueOf).toList();
    }
}

package net.authproxy.core.shared.storage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import net.authproxy.core.shared.resource.OrderBy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/**
 * How one list reads the rows of a table by JDBC; the counterpart of {@link ListDefinition}. Names of table and columns
 * are trusted text.
 *
 * @param name binds cursors to this list; one name per list
 * @param columns what the mapper reads
 * @param fields what callers may order by: name in the API to column (text, integers)
 * @param defaultOrder used when the caller names none
 * @param tieBreaker unique, never null: the id
 * @param namespace column with the namespace path; on PostgreSQL {@code COLLATE "C"}
 * @param labels column that selectors look at; absent: every selector but the empty one is refused
 * @param filters the route's own filters
 */
public record TableDefinition<T>(
        String name,
        String table,
        List<String> columns,
        Map<String, OrderField<?>> fields,
        OrderBy defaultOrder,
        OrderField<?> tieBreaker,
        String namespace,
        @Nullable String labels,
        RowMapper<T> mapper,
        Filters filters) {

    public TableDefinition {
        columns = List.copyOf(columns);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The field of an order; {@code invalid_order_by} when the list has none of that name. */
    OrderField<?> field(OrderBy order) {
        OrderField<?> field = fields.get(order.field());
        if (field == null) {
            throw OrderBy.unknownField(fields.keySet());
        }
        return field;
    }

    /** Turns checked filters into conditions; called again for each page, with the filters of the first one. */
    public interface Filters {

        List<SqlFragment> conditions(Map<String, String> filters);

        /** What SQL cannot say the same way on both databases, asked row by row; absent for nothing. */
        default @Nullable Residual residual(Map<String, String> filters) {
            return null;
        }

        /**
         * Whether an index (namespace, order column, id) finds rows of one namespace in this order without passing over
         * many; the order column is then a whole number and never null.
         */
        default boolean isIndexedByNamespace(OrderBy order, Map<String, String> filters) {
            return false;
        }
    }

    /** A condition on the text of one column, which is false where the column is null. */
    public record Residual(String column, Predicate<String> matches) {}
}

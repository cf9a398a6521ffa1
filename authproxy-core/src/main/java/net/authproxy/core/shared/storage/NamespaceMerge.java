package net.authproxy.core.shared.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.authproxy.core.shared.resource.AccessScope;
import net.authproxy.core.shared.storage.JdbcKeysetPager.Row;
import net.authproxy.core.shared.storage.JdbcKeysetPager.RowReader;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads rows of many namespaces in the order of an index (namespace, order column, id): from each namespace the first
 * rows, merged here. One statement over all of them would sort the whole table, because no index has the order column
 * first. Namespaces are found by hopping through the index, and those that cannot contribute any more are not read.
 */
record NamespaceMerge<T>(JdbcTemplate jdbc, TableDefinition<T> list, RowReader<T> reader) {

    /** With more namespaces one sort is cheaper than a statement for each. */
    private static final int MAX_NAMESPACES = 1_000;

    /**
     * The rows; absent when there are too many namespaces to do it this way.
     *
     * @param narrowing all conditions but the scope
     */
    Optional<List<Row<T>>> read(AccessScope scope, SqlFragment narrowing, ListPosition.@Nullable Key after, int limit) {
        List<Edge> edges = edges();
        if (edges.size() > MAX_NAMESPACES) {
            return Optional.empty();
        }
        Comparator<Row<T>> order = order();
        List<Row<T>> first = List.of();
        for (Edge edge : edges) {
            if (first.size() == limit && isPast(edge, first.getLast())) {
                break;
            }
            List<AccessScope.Grant> grants = scope.grants().stream()
                    .filter(grant -> grant.namespace().matches(edge.namespace()))
                    .toList();
            if (!grants.isEmpty()) {
                SqlFragment inside = SqlFragment.allOf(List.of(within(edge, grants), narrowing));
                first = merged(first, reader.read(inside, after, limit), order, limit);
            }
        }
        return Optional.of(first);
    }

    /** The namespaces that have rows, each with the order value of its first row, in the order of these. */
    private List<Edge> edges() {
        String first = reader.keyset().descending() ? "max" : "min";
        String sql = """
                with recursive hop(ns) as (
                  select min(%1$s) from %2$s
                  union all
                  select (select min(%1$s) from %2$s where %1$s > hop.ns) from hop where hop.ns is not null)
                select ns, (select %3$s(%4$s) from %2$s where %1$s = ns) as edge from hop where ns is not null limit %5$d
                """.formatted(
                list.namespace(), list.table(), first, reader.keyset().field().path(), MAX_NAMESPACES + 1);
        List<Edge> edges =
                new ArrayList<>(jdbc.query(sql, (row, number) -> new Edge(row.getString(1), row.getLong(2))));
        Comparator<Edge> ascending = Comparator.comparingLong(Edge::value);
        edges.sort(reader.keyset().descending() ? ascending.reversed() : ascending);
        return edges;
    }

    /** Nothing but this namespace: a second condition on it would only mislead the planner. */
    private SqlFragment within(Edge edge, List<AccessScope.Grant> grants) {
        SqlFragment inside = new SqlFragment(list.namespace() + "=?", edge.namespace());
        if (grants.stream().anyMatch(grant -> grant.resourceIds().isEmpty())) {
            return inside;
        }
        Set<String> ids =
                grants.stream().flatMap(grant -> grant.resourceIds().stream()).collect(Collectors.toSet());
        return SqlFragment.allOf(
                List.of(inside, SqlFragment.in(list.tieBreaker().path(), ids)));
    }

    private boolean isPast(Edge edge, Row<T> last) {
        long value = value(last);
        return reader.keyset().descending() ? edge.value() < value : edge.value() > value;
    }

    private static <T> List<Row<T>> merged(List<Row<T>> some, List<Row<T>> more, Comparator<Row<T>> order, int limit) {
        List<Row<T>> all = new ArrayList<>(some);
        all.addAll(more);
        all.sort(order);
        return all.size() > limit ? all.subList(0, limit) : all;
    }

    private Comparator<Row<T>> order() {
        Comparator<Row<T>> ascending = Comparator.<Row<T>>comparingLong(NamespaceMerge::value)
                .thenComparing(row -> row.key().id());
        return reader.keyset().descending() ? ascending.reversed() : ascending;
    }

    private static long value(Row<?> row) {
        return Long.parseLong(String.valueOf(row.key().value()));
    }

    /** A namespace and the order value that its rows begin with. */
    private record Edge(String namespace, long value) {}
}

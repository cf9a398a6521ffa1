package net.authproxy.core.shared.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.AccessScope;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespaceMatcher;
import net.authproxy.core.shared.resource.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads a table page by page by the key of the last row; the counterpart of {@link KeysetPager}, same cursors and same
 * scope rules. Call it in a read-only transaction, so that SQLite reads do not queue behind the writer.
 */
public final class JdbcKeysetPager<T> {

    /** Rows looked at per page when a condition has to be asked row by row. */
    static final int MAX_SCANNED = 200_000;

    private final TableDefinition<T> list;
    private final CursorCodec codec;
    private final DatabaseKind kind;

    public JdbcKeysetPager(TableDefinition<T> list, CursorCodec codec, DatabaseKind kind) {
        this.list = list;
        this.codec = codec;
        this.kind = kind;
    }

    /**
     * One page. With a row-by-row condition the search ends after {@value #MAX_SCANNED} rows: the page is then not full
     * but has a cursor, and the next one goes on from there.
     *
     * @param scope of the present caller, also when the cursor was made for another one
     * @param filters checked filters of the route; ignored when the request has a cursor
     */
    public Page<T> page(JdbcTemplate jdbc, ListRequest request, AccessScope scope, Map<String, String> filters) {
        return reader(request, scope, filters).apply(jdbc);
    }

    /**
     * The same in two steps: the cursor is opened now, which may load keys in a transaction of its own and so must not
     * happen in the transaction that reads the page.
     */
    public Function<JdbcTemplate, Page<T>> reader(ListRequest request, AccessScope scope, Map<String, String> filters) {
        ListPosition position = codec.position(list.name(), request, filters, list.defaultOrder());
        return jdbc -> page(jdbc, position, scope);
    }

    private Page<T> page(JdbcTemplate jdbc, ListPosition position, AccessScope scope) {
        KeysetSql keyset = new KeysetSql(
                list.field(position.order()),
                list.tieBreaker(),
                position.order().descending());
        if (list.labels() == null && !position.labelSelector().isEverything()) {
            throw new AuthProxyException(ErrorCode.INVALID_LABEL_SELECTOR, "this list has no labels");
        }
        NamespaceMatcher namespace = position.namespace();
        AccessScope visible = namespace == null ? scope : scope.within(namespace);
        if (visible.isEmpty()) {
            return ListTotal.none(position).page(List.of(), null);
        }
        SqlFragment narrowing = narrowing(position);
        SqlFragment conditions = SqlFragment.allOf(List.of(
                ScopeSql.condition(visible, list.namespace(), list.tieBreaker().path()), narrowing));
        RowReader<T> reader = new RowReader<>(jdbc, list, keyset);
        RowCount<T> count = new RowCount<>(jdbc, list, kind);
        TableDefinition.Residual residual = list.filters().residual(position.filters());
        if (residual != null) {
            ResidualScan scan = new ResidualScan(jdbc, list.table(), keyset, conditions, residual);
            return search(
                    scan,
                    reader,
                    position,
                    position.includeTotal() ? count.sampled(conditions, scan) : ListTotal.NOT_ASKED);
        }
        ListTotal total = position.includeTotal() ? count.counted(conditions) : ListTotal.NOT_ASKED;
        int limit = position.limit() + 1;
        List<Row<T>> rows = isMerged(position, visible)
                ? new NamespaceMerge<>(jdbc, list, reader)
                        .read(visible, narrowing, position.after(), limit)
                        .orElseGet(() -> reader.read(conditions, position.after(), limit))
                : reader.read(conditions, position.after(), limit);
        return page(rows, position, total);
    }

    private boolean isMerged(ListPosition position, AccessScope visible) {
        boolean oneNamespace = visible.grants().size() == 1
                && !visible.grants().getFirst().namespace().subtree();
        return !oneNamespace
                && position.labelSelector().isEverything()
                && list.filters().isIndexedByNamespace(position.order(), position.filters());
    }

    private SqlFragment narrowing(ListPosition position) {
        List<SqlFragment> conditions = new ArrayList<>();
        if (list.labels() != null) {
            conditions.add(LabelSelectorSql.condition(position.labelSelector(), list.labels(), kind));
        }
        conditions.addAll(list.filters().conditions(position.filters()));
        return SqlFragment.allOf(conditions);
    }

    private Page<T> page(List<Row<T>> rows, ListPosition position, ListTotal total) {
        boolean more = rows.size() > position.limit();
        List<Row<T>> shown = more ? rows.subList(0, position.limit()) : rows;
        return total.page(items(shown), more ? cursor(position, shown.getLast()) : null);
    }

    private Page<T> search(ResidualScan scan, RowReader<T> reader, ListPosition position, ListTotal total) {
        ResidualScan.Found found = scan.scan(position.after(), MAX_SCANNED, position.limit() + 1);
        boolean full = found.keys().size() > position.limit();
        List<ListPosition.Key> shown = full ? found.keys().subList(0, position.limit()) : found.keys();
        List<T> items = reader.readAll(shown);
        ListPosition.Key last = full ? shown.getLast() : found.last();
        return total.page(
                items, found.atEnd() || last == null ? null : codec.encode(list.name(), position.after(last)));
    }

    private List<T> items(List<Row<T>> rows) {
        return rows.stream().map(Row::item).toList();
    }

    private String cursor(ListPosition position, Row<T> last) {
        return codec.encode(list.name(), position.after(last.key()));
    }

    /** A row and where it stands in the order. */
    record Row<T>(T item, ListPosition.Key key) {}

    /** Reads rows in order from behind a key on. */
    record RowReader<T>(JdbcTemplate jdbc, TableDefinition<T> list, KeysetSql keyset) {

        List<Row<T>> read(SqlFragment conditions, ListPosition.@Nullable Key after, int limit) {
            SqlFragment where =
                    after == null ? conditions : SqlFragment.allOf(List.of(conditions, keyset.behind(after)));
            String sql = "select " + String.join(",", list.columns()) + " from " + list.table() + " where "
                    + where.sql() + " order by " + keyset.orderBy() + " limit " + limit;
            return jdbc.query(sql, this::row, where.parameters().toArray());
        }

        /** The rows with these keys, in the order of the keys; those deleted meanwhile are left out. */
        List<T> readAll(List<ListPosition.Key> keys) {
            if (keys.isEmpty()) {
                return List.of();
            }
            SqlFragment where = SqlFragment.in(
                    keyset.id().path(),
                    keys.stream()
                            .map(key -> keyset.id().decode().apply(key.id()))
                            .toList());
            String sql =
                    "select " + String.join(",", list.columns()) + " from " + list.table() + " where " + where.sql();
            Map<String, T> items = new HashMap<>();
            jdbc.query(sql, this::row, where.parameters().toArray())
                    .forEach(row -> items.put(row.key().id(), row.item()));
            return keys.stream()
                    .flatMap(key -> Stream.ofNullable(items.get(key.id())))
                    .toList();
        }

        private Row<T> row(ResultSet row, int number) throws SQLException {
            @Nullable String value = row.getString(keyset.field().path());
            return new Row<>(
                    list.mapper().mapRow(row, number),
                    new ListPosition.Key(value, row.getString(keyset.id().path())));
        }
    }
}

package net.authproxy.core.audit;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.resource.AccessScope;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.OrderBy;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.storage.Database;
import net.authproxy.core.shared.storage.JdbcKeysetPager;
import net.authproxy.core.shared.storage.OrderField;
import net.authproxy.core.shared.storage.SqlFragment;
import net.authproxy.core.shared.storage.TableDefinition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Pages of the trail; whether the caller may is decided before, the scope narrows. */
class AuditQuery {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate readOnly;
    private final JdbcKeysetPager<AuditEntry> pager;

    AuditQuery(Database database, PlatformTransactionManager transactions, CursorCodec cursors) {
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.jdbc.setExceptionTranslator(database.exceptionTranslator());
        this.readOnly = new TransactionTemplate(transactions);
        this.readOnly.setReadOnly(true);
        this.pager = new JdbcKeysetPager<>(
                new TableDefinition<>(
                        "audit",
                        AuditTable.NAME,
                        AuditTable.COLUMNS,
                        Map.of("seq", OrderField.number("seq").orNull()),
                        OrderBy.descending("seq"),
                        OrderField.text("id"),
                        "namespace",
                        null,
                        (row, number) -> AuditTable.entry(row),
                        AuditQuery::conditions),
                cursors,
                database.kind());
    }

    Page<AuditEntry> page(ListRequest request, AccessScope scope, AuditFilter filter) {
        var reader = pager.reader(request, scope, filter.values());
        return readOnly.execute(status -> reader.apply(jdbc));
    }

    private static List<SqlFragment> conditions(Map<String, String> filters) {
        List<SqlFragment> conditions = new ArrayList<>();
        for (String column : List.of("actor_id", "action", "resource_id")) {
            if (filters.containsKey(column)) {
                conditions.add(new SqlFragment(column + "=?", filters.get(column)));
            }
        }
        String times = filters.get("timestamp_range");
        if (times != null) {
            AuditFilter.range(times)
                    .ifPresent(range -> conditions.add(new SqlFragment(
                            "created_at between ? and ?", Timestamp.from(range.from()), Timestamp.from(range.to()))));
        }
        return conditions;
    }
}

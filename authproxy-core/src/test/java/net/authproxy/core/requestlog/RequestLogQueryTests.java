package net.authproxy.core.requestlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.AccessScope;
import net.authproxy.core.shared.resource.LabelSelector;
import net.authproxy.core.shared.resource.NamespaceMatcher;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.QueryParameters;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.storage.Database;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.core.shared.storage.TestCursorCipher;
import net.authproxy.core.shared.storage.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Queries on both databases, compared with the same question asked in memory. */
class RequestLogQueryTests {

    private static final int ROWS = 3_000;

    @Nested
    class OnSqlite extends Cases {
        OnSqlite() {
            super(DatabaseKind.SQLITE);
        }
    }

    @Nested
    class OnPostgres extends Cases {
        OnPostgres() {
            super(DatabaseKind.POSTGRES);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Cases {

        private static final AccessScope ALL = AccessScope.EVERYTHING;

        private final List<RequestLogEntry> entries =
                IntStream.range(0, ROWS).mapToObj(TestEntries::entry).toList();
        private final DatabaseKind kind;
        private Database database;
        private RequestLogQuery query;

        Cases(DatabaseKind kind) {
            this.kind = kind;
        }

        @BeforeAll
        void fill() throws SQLException {
            database = TestDatabases.open(kind);
            database.migrate("requestlog");
            query = new RequestLogQuery(database, new CursorCodec(new TestCursorCipher()));
            List<RequestLogEntry> shuffled = new ArrayList<>(entries);
            Collections.shuffle(shuffled, new Random(1));
            new RelationalLogStore(database).write(shuffled);
        }

        @AfterAll
        void close() {
            database.close();
        }

        @Test
        void givesBackWhatWasWritten() {
            for (RequestLogEntry entry : entries.subList(0, 30)) {
                assertThat(query.find(entry.requestId())).isEqualTo(entry);
            }
        }

        @Test
        void findsNoRowThatIsNotThere() {
            assertThatThrownBy(() -> query.find("req_none"))
                    .isInstanceOfSatisfying(
                            AuthProxyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }

        @Test
        void showsNewestFirstWithTotal() {
            Page<RequestLogEntry> page = list(Map.of("limit", "10"), ALL);

            assertThat(page.items())
                    .isEqualTo(entries.stream()
                            .sorted(Comparator.comparing(RequestLogEntry::timestamp)
                                    .thenComparing(RequestLogEntry::requestId)
                                    .reversed())
                            .limit(10)
                            .toList());
            assertThat(page.total()).isEqualTo(ROWS);
            assertThat(page.totalExact()).isTrue();
            assertThat(list(Map.of("include_total", "false"), ALL).total()).isNull();
        }

        @Test
        void narrowsByEachFilter() {
            assertFilter("request_type", "oauth", entry -> entry.type().equals("oauth"));
            assertFilter(
                    "correlation_id", "cor_7", entry -> entry.correlationId().equals("cor_7"));
            assertFilter("connector_version", "2", entry -> Integer.valueOf(2).equals(entry.connectorVersion()));
            assertFilter("method", "POST", entry -> entry.method().equals("POST"));
            assertFilter("status_code", "251", entry -> Integer.valueOf(251).equals(entry.responseStatusCode()));
            assertFilter(
                    "status_code_range",
                    "200-302",
                    entry -> entry.responseStatusCode() != null && entry.responseStatusCode() <= 302);
            assertFilter("connector_type", "crm", entry -> "crm".equals(entry.connectorType()));
            assertFilter("connector_type", "CRM*", entry -> false);
            assertFilter(
                    "connector_type",
                    "c*m*",
                    entry -> entry.connectorType() != null
                            && entry.connectorType().startsWith("crm"));
            assertFilter("connector_type", "*_*", entry -> "crm_x".equals(entry.connectorType()));
            assertFilter("path", "/v2/invoices/17", entry -> entry.path().equals("/v2/invoices/17"));
            assertFilter("path_regex", "/1\\d$", entry -> entry.path().matches(".*/1\\d"));
            assertFilter(
                    "path_regex", "(?i)INVOICES/5\\b", entry -> entry.path().endsWith("/5"));
            assertFilter(
                    "namespace",
                    "root.a.**",
                    entry -> Set.of("root.a", "root.a.b").contains(entry.namespace()));
            assertFilter(
                    "label_selector",
                    "env!=prod,type",
                    entry -> LabelSelector.parse("env!=prod,type").matches(entry.labels()));
            String connection = String.valueOf(entries.get(1).connectionId());
            assertFilter("connection_id", connection, entry -> connection.equals(entry.connectionId()));
            String connector = String.valueOf(entries.get(1).connectorId());
            assertFilter("connector_id", connector, entry -> connector.equals(entry.connectorId()));
        }

        @Test
        void takesBothEndsOfTimeRange() {
            Instant from = Instant.ofEpochMilli(TestEntries.START + 10);
            Instant to = Instant.ofEpochMilli(TestEntries.START + 20);

            assertFilter(
                    "timestamp_range",
                    from + "-" + to,
                    entry -> !entry.timestamp().isBefore(from)
                            && !entry.timestamp().isAfter(to));
            assertFilter(
                    "timestamp_range",
                    from.plusNanos(1) + "-" + to.plusNanos(1),
                    entry -> entry.timestamp().isAfter(from)
                            && !entry.timestamp().isAfter(to));
        }

        private void assertFilter(String name, String value, Predicate<RequestLogEntry> expected) {
            Map<String, String> filter = Map.of(name, value, "limit", "137");
            List<RequestLogEntry> found = walk(filter, ALL);

            assertThat(ids(found))
                    .as(name + "=" + value)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            ids(entries.stream().filter(expected).toList()));
            assertThat(list(filter, ALL).total()).as(name).isEqualTo(found.size());
        }

        @Test
        void ordersByEachFieldBothWays() {
            assertOrder("timestamp", RequestLogEntry::timestamp);
            assertOrder("type", RequestLogEntry::type);
            assertOrder("correlation_id", RequestLogEntry::correlationId);
            assertOrder("connection_id", RequestLogEntry::connectionId);
            assertOrder("connector_type", RequestLogEntry::connectorType);
            assertOrder("connector_id", RequestLogEntry::connectorId);
            assertOrder("method", RequestLogEntry::method);
            assertOrder("path", RequestLogEntry::path);
            assertOrder("response_status_code", RequestLogEntry::responseStatusCode);
            assertOrder("connector_version", RequestLogEntry::connectorVersion);
            assertOrder("namespace", RequestLogEntry::namespace);
        }

        private <V extends Comparable<? super V>> void assertOrder(String field, Function<RequestLogEntry, V> value) {
            Comparator<RequestLogEntry> order = Comparator.comparing(
                            value, Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparing(RequestLogEntry::requestId);
            assertThat(ids(walk(Map.of("order_by", field, "limit", "701"), ALL)))
                    .as(field)
                    .isEqualTo(ids(entries.stream().sorted(order).toList()));
            assertThat(ids(walk(Map.of("order_by", field + " desc", "limit", "701"), ALL)))
                    .as(field + " desc")
                    .isEqualTo(ids(entries.stream().sorted(order.reversed()).toList()));
        }

        @Test
        void staysWithinTheScope() {
            AccessScope scope = new AccessScope(List.of(
                    new AccessScope.Grant(NamespaceMatcher.parse("root.a.**"), Set.of()),
                    new AccessScope.Grant(
                            NamespaceMatcher.parse("root.b"), Set.of(TestEntries.id(5), TestEntries.id(6)))));

            assertThat(ids(walk(Map.of("limit", "50"), scope)))
                    .containsExactlyInAnyOrderElementsOf(ids(entries.stream()
                            .filter(entry -> scope.covers(entry.namespace(), entry.requestId()))
                            .toList()));
            assertThat(list(Map.of("namespace", "root.ab"), scope).items()).isEmpty();
        }

        private List<RequestLogEntry> walk(Map<String, String> parameters, AccessScope scope) {
            Page<RequestLogEntry> page = list(parameters, scope);
            List<RequestLogEntry> all = new ArrayList<>(page.items());
            while (page.cursor() != null) {
                assertThat(page.items()).hasSize(Integer.parseInt(parameters.get("limit")));
                // Everything beside the cursor is ignored.
                Map<String, String> next = new HashMap<>(Map.of("cursor", page.cursor(), "limit", "0", "method", "?"));
                page = list(next, scope);
                all.addAll(page.items());
            }
            return all;
        }

        private Page<RequestLogEntry> list(Map<String, String> parameters, AccessScope scope) {
            QueryParameters parsed = QueryParameters.of(parameters);
            return query.list(scope, RequestLogFilter.parse(parsed), RequestLogQuery.request(parsed));
        }

        private static List<String> ids(List<RequestLogEntry> entries) {
            return entries.stream().map(RequestLogEntry::requestId).toList();
        }
    }
}

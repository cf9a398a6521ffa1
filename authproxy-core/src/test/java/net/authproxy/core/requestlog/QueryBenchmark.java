package net.authproxy.core.requestlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.resource.AccessScope;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.QueryParameters;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.storage.Database;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.core.shared.storage.TestCursorCipher;
import net.authproxy.core.shared.storage.TestDatabases;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long queries over a million rows take. {@code -Dauthproxy.bench=true} runs it. */
@EnabledIfSystemProperty(named = "authproxy.bench", matches = "true")
class QueryBenchmark {

    private static final int ROWS = 1_000_000;

    @ParameterizedTest
    @EnumSource
    void readsFirstAndSecondPage(DatabaseKind kind) throws Exception {
        try (Database database = TestDatabases.open(kind)) {
            database.migrate("requestlog");
            RelationalLogStore store = new RelationalLogStore(database);
            for (int first = 0; first < ROWS; first += 10_000) {
                List<RequestLogEntry> batch = new ArrayList<>();
                for (int i = first; i < first + 10_000; i++) {
                    batch.add(TestEntries.entry(i));
                }
                store.write(batch);
            }
            RequestLogQuery query = new RequestLogQuery(database, new CursorCodec(new TestCursorCipher()));
            time(kind, query, Map.of());
            time(kind, query, Map.of("include_total", "false"));
            time(kind, query, Map.of("include_total", "false", "namespace", "root.a.**"));
            time(kind, query, Map.of("include_total", "false", "order_by", "method"));
            time(kind, query, Map.of("include_total", "false", "status_code_range", "400-599"));
            time(kind, query, Map.of("include_total", "false", "path_regex", "/99\\d$"));
        }
    }

    private static void time(DatabaseKind kind, RequestLogQuery query, Map<String, String> parameters) {
        for (int round = 0; round < 2; round++) {
            long start = System.nanoTime();
            Page<RequestLogEntry> page = list(query, parameters);
            long second = System.nanoTime();
            list(query, Map.of("cursor", String.valueOf(page.cursor())));
            System.err.printf(
                    "  BENCH %s %s: %.1f ms, next page %.1f ms, total %s%n",
                    kind, parameters, (second - start) / 1e6, (System.nanoTime() - second) / 1e6, page.total());
        }
    }

    private static Page<RequestLogEntry> list(RequestLogQuery query, Map<String, String> parameters) {
        QueryParameters parsed = QueryParameters.of(parameters);
        return query.list(AccessScope.EVERYTHING, RequestLogFilter.parse(parsed), RequestLogQuery.request(parsed));
    }
}

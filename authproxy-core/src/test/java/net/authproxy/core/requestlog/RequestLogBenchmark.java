package net.authproxy.core.requestlog;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.authproxy.core.shared.storage.Database;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.core.shared.storage.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.JdbcTemplate;

/** How fast and how costly rows are written. Not part of the build: {@code -Dauthproxy.bench=true} runs it. */
@EnabledIfSystemProperty(named = "authproxy.bench", matches = "true")
class RequestLogBenchmark {

    private static final int BATCH = 1000;
    private static final int WARM = 60;
    private static final int BATCHES = 300;

    @Test
    void writesBatchesToSqlite() throws Exception {
        try (Database database = migrated(DatabaseKind.SQLITE)) {
            measure("SQLite", new RelationalLogStore(database)::write, 0);
        }
    }

    @Test
    void writesBatchesToPostgres() throws Exception {
        for (int round = 0; round < 2; round++) {
            try (Database database = migrated(DatabaseKind.POSTGRES)) {
                measure("PostgreSQL COPY", new RelationalLogStore(database)::write, backend(database));
            }
            try (Database database = migrated(DatabaseKind.POSTGRES)) {
                measure("PostgreSQL inserts", new RelationalLogStore(database)::insert, backend(database));
            }
        }
    }

    private static void measure(String name, RequestLogStore store, long backend) throws SQLException {
        List<List<RequestLogEntry>> batches = batches();
        for (int i = 0; i < WARM; i++) {
            store.write(batches.get(i));
        }
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long backendCpu = cpuNanos(backend);
        long start = System.nanoTime();
        for (int i = WARM; i < BATCHES; i++) {
            store.write(batches.get(i));
        }
        double rows = (BATCHES - WARM) * (double) BATCH;
        double nanos = System.nanoTime() - start;
        System.err.printf(
                "  BENCH %s: %.0f rows/s, CPU per row: %.1f us here, %.1f us in the server's backend%n",
                name,
                rows / nanos * 1e9,
                (system.getProcessCpuTime() - cpu) / 1e3 / rows,
                (cpuNanos(backend) - backendCpu) / 1e3 / rows);
    }

    private static Database migrated(DatabaseKind kind) {
        Database database = TestDatabases.open(kind);
        database.migrate("requestlog");
        return database;
    }

    private static long backend(Database database) {
        return new JdbcTemplate(database.dataSource()).queryForObject("select pg_backend_pid()", Long.class);
    }

    private static long cpuNanos(long process) {
        return ProcessHandle.of(process)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElse(Duration.ZERO)
                .toNanos();
    }

    private static List<List<RequestLogEntry>> batches() {
        List<List<RequestLogEntry>> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            List<RequestLogEntry> batch = new ArrayList<>();
            for (int row = 0; row < BATCH; row++) {
                batch.add(TestEntries.entry(i * BATCH + row));
            }
            batches.add(batch);
        }
        return batches;
    }
}

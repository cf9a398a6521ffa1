package net.authproxy.core.requestlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import net.authproxy.core.shared.storage.Database;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.core.shared.storage.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

@Timeout(120)
class RequestLogRecorderTests {

    private static final int THREADS = 8;
    private static final int ROWS = 20_000;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @ParameterizedTest
    @EnumSource
    void storesEveryRowOfManyThreads(DatabaseKind kind) throws Exception {
        try (Database database = migrated(kind)) {
            RequestLogRecorder recorder = new RequestLogRecorder(
                    new RelationalLogStore(database), settings(65_536, 1000, Duration.ofMillis(50)), meters);
            recordFromManyThreads(recorder);
            recorder.close();

            assertThat(rows(database)).isEqualTo(ROWS);
            assertThat(recorder.dropped()).isZero();
            assertThat(recorder.written()).isEqualTo(ROWS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void accountsForEveryRowWhenTheStoreGoesAwayAndReturns(DatabaseKind kind) throws Exception {
        try (Database database = migrated(kind)) {
            UnsteadyStore store = new UnsteadyStore(new RelationalLogStore(database));
            store.down = true;
            RequestLogRecorder recorder =
                    new RequestLogRecorder(store, settings(8_000, 500, Duration.ofMillis(20)), meters);
            recordFromManyThreads(recorder);
            store.failed.acquire();
            long droppedWhileDown = recorder.dropped();
            store.down = false;
            recorder.close();

            assertThat(droppedWhileDown).isBetween(ROWS - 8_500L, ROWS - 8_000L);
            assertThat(rows(database) + recorder.dropped()).isEqualTo(ROWS);
            assertThat(rows(database)).isGreaterThanOrEqualTo(8_000);
            assertThat(meters.get("authproxy.request.log.dropped")
                            .functionCounter()
                            .count())
                    .isEqualTo(recorder.dropped());
            assertThat(meters.get("authproxy.request.log.queue").gauge().value())
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesNoRowTwiceWhenTheAnswerOfTheStoreIsLost(DatabaseKind kind) throws Exception {
        try (Database database = migrated(kind)) {
            UnsteadyStore store = new UnsteadyStore(new RelationalLogStore(database));
            store.loseAnswers = 3;
            RequestLogRecorder recorder =
                    new RequestLogRecorder(store, settings(65_536, 1000, Duration.ofMillis(20)), meters);
            recordFromManyThreads(recorder);
            recorder.close();

            assertThat(store.loseAnswers).isZero();
            assertThat(rows(database)).isEqualTo(ROWS);
            assertThat(recorder.dropped()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void storesTextOfAnyKind(DatabaseKind kind) throws Exception {
        try (Database database = migrated(kind)) {
            RelationalLogStore store = new RelationalLogStore(database);
            RequestLogEntry plain = TestEntries.entry(1);
            List<String> paths = List.of("/\\N\t\n\r\\.\b\f", "/\u00e4\ud83d\ude00'\"", "/\ud800", "/\u0001", "");
            List<RequestLogEntry> odd = new ArrayList<>();
            for (int i = 0; i < paths.size(); i++) {
                odd.add(EntryCopies.withPath(plain, TestEntries.id(i), paths.get(i)));
            }
            odd.add(EntryCopies.withPath(plain, TestEntries.id(90), "/a\0b"));
            store.write(odd);

            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            List<String> stored =
                    jdbc.queryForList("select path from http_log_entry_records order by request_id", String.class);
            assertThat(stored.subList(0, 2)).isEqualTo(paths.subList(0, 2));
            assertThat(stored.subList(3, 6)).containsExactly("/\u0001", "", "/a\uFFFDb");
        }
    }

    @Test
    void dropsOnlyTheRowTheStoreRefuses() {
        List<String> stored = new ArrayList<>();
        RequestLogStore picky = batch -> {
            for (RequestLogEntry entry : batch) {
                if (entry.requestId().equals(TestEntries.id(5))) {
                    throw new SQLException("bad row", "22021");
                }
            }
            batch.forEach(entry -> stored.add(entry.requestId()));
        };
        RequestLogRecorder recorder = new RequestLogRecorder(picky, settings(100, 10, Duration.ofHours(1)), meters);
        for (int i = 0; i < 10; i++) {
            recorder.record(TestEntries.entry(i));
        }
        recorder.close();

        assertThat(stored).hasSize(9).doesNotContain(TestEntries.id(5));
        assertThat(recorder.dropped()).isEqualTo(1);
        assertThat(recorder.written()).isEqualTo(9);
    }

    @Test
    void writesAtOnceWhenABatchIsFull() throws Exception {
        CountDownLatch written = new CountDownLatch(100);
        RequestLogStore store = batch -> batch.forEach(entry -> written.countDown());
        RequestLogRecorder recorder = new RequestLogRecorder(store, settings(1000, 100, Duration.ofHours(1)), meters);
        for (int i = 0; i < 100; i++) {
            recorder.record(TestEntries.entry(i));
        }

        assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
        recorder.close();
    }

    @Test
    void writesAfterTheIntervalWhenABatchIsNotFull() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        RequestLogStore store = batch -> written.countDown();
        RequestLogRecorder recorder = new RequestLogRecorder(store, settings(1000, 100, Duration.ofMillis(50)), meters);
        recorder.record(TestEntries.entry(1));

        assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
        recorder.close();
    }

    @Test
    void countsWhatShutdownCannotSave() {
        RequestLogStore gone = batch -> {
            throw new SQLException("gone", "08006");
        };
        RequestLogSettings settings = new RequestLogSettings(100, 10, Duration.ofMillis(10), Duration.ofMillis(300));
        RequestLogRecorder recorder = new RequestLogRecorder(gone, settings, meters);
        for (int i = 0; i < 150; i++) {
            recorder.record(TestEntries.entry(i));
        }
        recorder.close();
        recorder.record(TestEntries.entry(150));

        assertThat(recorder.dropped()).isEqualTo(151);
        assertThat(recorder.written()).isZero();
        assertThat(recorder.queued()).isZero();
    }

    private static void recordFromManyThreads(RequestLogRecorder recorder) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread * (ROWS / THREADS);
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = first; i < first + ROWS / THREADS; i++) {
                    recorder.record(TestEntries.entry(i));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static RequestLogSettings settings(int queue, int batch, Duration interval) {
        return new RequestLogSettings(queue, batch, interval, Duration.ofSeconds(60));
    }

    private static Database migrated(DatabaseKind kind) {
        Database database = TestDatabases.open(kind);
        database.migrate("requestlog");
        return database;
    }

    private static long rows(Database database) {
        return new JdbcTemplate(database.dataSource())
                .queryForObject("select count(*) from http_log_entry_records", Long.class);
    }

    /** A store whose connection comes and goes. */
    private static final class UnsteadyStore implements RequestLogStore {

        private final RequestLogStore store;
        private final Semaphore failed = new Semaphore(0);
        private volatile boolean down;
        private volatile int loseAnswers;

        UnsteadyStore(RequestLogStore store) {
            this.store = store;
        }

        @Override
        public void write(List<RequestLogEntry> batch) throws SQLException {
            if (down) {
                failed.release();
                throw new SQLException("down", "08006");
            }
            store.write(batch);
            if (loseAnswers > 0) {
                loseAnswers--;
                throw new SQLException("connection lost after commit", "08006");
            }
        }
    }
}

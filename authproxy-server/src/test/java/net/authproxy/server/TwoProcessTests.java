package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One hand-off, many uses at once, over two real processes that share PostgreSQL and Redis (goal J2). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoProcessTests {

    private static final int AT_ONCE = 100;
    private static final Duration RECOVERY = Duration.ofMinutes(1);

    @RegisterExtension
    static final RunningServer SERVER =
            SessionServers.on(DatabaseProvider.POSTGRES).stopped();

    private final List<ServerInstance> processes = new java.util.ArrayList<>();

    @BeforeAll
    void start() {
        Path file = KeyFiles.write(
                SERVER.directory().resolve("two.yaml"), SessionServers.configuration(SERVER.configuration()));
        processes.add(ServerInstance.start(file, Service.PUBLIC, Service.ADMIN_API));
        processes.add(ServerInstance.start(file, Service.PUBLIC, Service.ADMIN_API));
    }

    @AfterAll
    void stop() {
        processes.forEach(ServerInstance::close);
    }

    private int port(int number) {
        return processes.get(number % 2).port(number / 2 % 2 == 0 ? Service.PUBLIC : Service.ADMIN_API);
    }

    private static String handOff() {
        return SessionServers.handOffClaims(SERVER, Service.PUBLIC, "root", RunningServer.ADMIN)
                .with("aud", List.of("public", "admin-api"))
                .sign(SERVER.hostKey);
    }

    private String use(int number, String token) {
        try {
            Answer answer = new Browser(port(number)).initiate(token);
            return answer.status() + " " + answer.code();
        } catch (UncheckedIOException e) {
            return "no answer";
        }
    }

    @Test
    @Tag("J2")
    void grantsOneSessionForOneHandOff() throws Exception {
        for (int round = 0; round < LongRuns.rounds(4, 200); round++) {
            String token = handOff();

            Map<String, Integer> counts = Race.of(AT_ONCE, number -> use(number, token));

            assertThat(counts).as("round %s", round).isEqualTo(Map.of("200 ", 1, "401 nonce_reused", AT_ONCE - 1));
        }
    }

    @Test
    @Tag("J2")
    void neverGrantsTwoWhenTheDatabaseCrashesInBetween() throws Exception {
        int unsettled = 0;
        for (int round = 0; round < LongRuns.rounds(3, 40); round++) {
            String token = handOff();
            int crashAt = round * 7 % AT_ONCE;

            Map<String, Integer> counts = Race.of(AT_ONCE, number -> {
                if (number == crashAt) {
                    crash();
                }
                return use(number, token);
            });
            recover();
            int late = use(round, token).equals("200 ") ? 1 : 0;

            unsettled += counts.getOrDefault("503 unavailable", 0);
            assertThat(counts.getOrDefault("200 ", 0) + late)
                    .as("round %s: %s", round, counts)
                    .isLessThanOrEqualTo(1);
            assertThat(use(round + 1, token)).startsWith("401");
        }
        assertThat(unsettled).as("the crashes were felt").isPositive();
    }

    /** Kills one of PostgreSQL's processes, whereupon it ends all others and recovers from its log. */
    private static void crash() {
        try (Connection connection = SERVER.postgres.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pid from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid() limit 1")) {
            if (row.next()) {
                ProcessHandle.of(row.getLong(1)).ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (SQLException e) {
            // It is down already.
            Thread.onSpinWait();
        }
    }

    /** Until both processes sign users in again. */
    private void recover() {
        for (int number = 0; number < 4; number++) {
            int at = number;
            Await.until(RECOVERY, () -> use(at, handOff()), outcome -> outcome.equals("200 "));
        }
    }
}

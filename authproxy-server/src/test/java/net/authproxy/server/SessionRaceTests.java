package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions in two processes on one database and one Redis (goals J2, J6, J7). */
class SessionRaceTests {

    private static final int AT_ONCE = 100;
    private static final Duration EVERYWHERE = Duration.ofSeconds(5);

    @Nested
    class OnSqlite extends Races {

        @RegisterExtension
        static final RunningServer SERVER =
                SessionServers.on(DatabaseProvider.SQLITE).stopped();

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Races {

        @RegisterExtension
        static final RunningServer SERVER =
                SessionServers.on(DatabaseProvider.POSTGRES).stopped();

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    /** The race finds a store that looks first and writes then: else its silence would mean nothing. */
    @Test
    @Tag("J2")
    void seesMoreThanOneWinnerWhereThereIsAHole() throws Exception {
        int most = 0;
        for (int round = 0; round < 200 && most < 2; round++) {
            Set<String> used = java.util.Collections.synchronizedSet(new HashSet<>());
            Map<String, Integer> counts = Race.of(AT_ONCE, i -> {
                if (used.contains("nonce")) {
                    return "401";
                }
                Thread.yield();
                used.add("nonce");
                return "200";
            });
            most = Math.max(most, counts.getOrDefault("200", 0));
        }
        assertThat(most).isGreaterThan(1);
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Races {

        private static final Set<Service> BOTH = EnumSet.of(Service.PUBLIC, Service.ADMIN_API);

        private final List<ServerProcess> processes = new ArrayList<>();

        abstract RunningServer server();

        @BeforeAll
        void start() {
            processes.add(server().startProcess(BOTH));
            processes.add(server().startProcess(BOTH));
        }

        @AfterAll
        void stop() {
            processes.forEach(ServerProcess::close);
        }

        private int port(int number) {
            return processes.get(number % 2).port(number / 2 % 2 == 0 ? Service.PUBLIC : Service.ADMIN_API);
        }

        private Caller admin(int process) {
            return server().admin(processes.get(process), Service.ADMIN_API);
        }

        @Test
        @Tag("J2")
        void grantsOneSessionForOneHandOff() throws Exception {
            int rounds = LongRuns.rounds(4, 200);
            for (int round = 0; round < rounds; round++) {
                String token = SessionServers.handOffClaims(server(), Service.PUBLIC, "root", RunningServer.ADMIN)
                        .with("aud", List.of("public", "admin-api"))
                        .sign(server().hostKey);

                Map<String, Integer> counts = Race.of(AT_ONCE, i -> {
                    Answer answer = new Browser(port(i)).initiate(token);
                    return answer.status() + " " + answer.code();
                });

                assertThat(counts).as("round %s", round).isEqualTo(Map.of("200 ", 1, "401 nonce_reused", AT_ONCE - 1));
            }
            String id = admin(0).get("/actors/external-id/admin").expect(200).text("id");
            assertThat(admin(1).get("/sessions?limit=1000&actor_id=" + id)
                            .expect(200)
                            .json()
                            .path("items")
                            .size())
                    .isEqualTo(rounds);
        }

        private String actor(String name, List<?> permissions) {
            return admin(0).post(
                            "/actors", Map.of("namespace", "root", "external_id", name, "permissions", permissions))
                    .expect(201)
                    .text("id");
        }

        private Browser warm(int process, Service service, String name) {
            Browser browser = SessionServers.signedIn(server(), processes.get(process), service, "root", name);
            browser.get("/connectors").expect(200);
            return browser;
        }

        @Test
        @Tag("J6")
        @Tag("J7")
        void endsOrShrinksASessionInEveryProcessWithinFiveSeconds() {
            List<?> list = List.of(
                    Map.of("namespace", "root.**", "resources", List.of("connectors"), "verbs", List.of("list")));
            for (int round = 0; round < LongRuns.rounds(5, 100); round++) {
                String name = "leaver-" + round;
                String id = actor(name, list);
                Browser here = warm(0, Service.PUBLIC, name);
                Browser there = here.at(processes.get(1).port(Service.PUBLIC));
                Browser left = here.at(processes.get(1).port(Service.PUBLIC));
                Browser desk = warm(1, Service.ADMIN_API, name);
                there.get("/connectors").expect(200);

                here.post("/session/_terminate", Map.of()).expect(200);
                becomes(there, 401);
                left.get("/connectors").expect(401);
                desk.get("/connectors").expect(200);

                admin(0).patch("/actors/" + id, Map.of("permissions", List.of()))
                        .expect(200);
                becomes(desk, 403);
                admin(0).delete("/actors/" + id).expect(204);
                becomes(desk, 401);
            }
        }

        private void becomes(Browser browser, int status) {
            Await.until(EVERYWHERE, () -> browser.get("/connectors"), answer -> answer.status() == status);
        }

        @Test
        @Tag("J7")
        void proxiesNoMoreForASessionWhoseConnectionIsGone() {
            Connections connections = new Connections(() -> admin(0), RunningServer.KEY);
            Browser there =
                    SessionServers.signedIn(server(), processes.get(1), Service.PUBLIC, "root", RunningServer.ADMIN);
            for (int round = 0; round < LongRuns.rounds(3, 100); round++) {
                String id = connections.connect("header");
                String path = "/connections/" + id + "/_proxy_raw/warm";
                Map<String, String> token = Map.of("X-XSRF-TOKEN", there.xsrf());
                there.send("GET", path, null, token).expect(200);

                admin(0).post("/connections/" + id + "/_disconnect", Map.of()).expect(200);

                Await.until(
                        EVERYWHERE,
                        () -> there.send("GET", path, null, token),
                        answer -> answer.status() == 404 || answer.status() == 409);
            }
        }
    }
}

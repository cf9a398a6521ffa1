package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.authproxy.demo.oauth2.Endpoint;
import net.authproxy.demo.oauth2.Fault;
import net.authproxy.demo.oauth2.GrantView;
import net.authproxy.demo.oauth2.OAuth2Provider;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A provider that does not take a grant back: tried again, written down, and the connection ends all the same (goal O10). */
@Tag("O10")
class RevocationTests {

    @Nested
    class OnSqlite extends Story {

        @RegisterExtension
        static final OAuth2Stage STAGE = new OAuth2Stage(DatabaseProvider.SQLITE);

        @Override
        OAuth2Stage stage() {
            return STAGE;
        }
    }

    @Nested
    class OnPostgres extends Story {

        @RegisterExtension
        static final OAuth2Stage STAGE = new OAuth2Stage(DatabaseProvider.POSTGRES);

        @Override
        OAuth2Stage stage() {
            return STAGE;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Story {

        private static final String CRITICAL = "/task-monitoring/queues/critical";
        private static final int TRIES = 5;

        abstract OAuth2Stage stage();

        private OAuth2Provider provider() {
            return stage().provider();
        }

        private Caller admin() {
            return stage().server.admin(Service.ADMIN_API);
        }

        @BeforeEach
        void clear() {
            provider().faults().clear();
            provider().traffic().clear();
            admin().delete(CRITICAL + "/completed").expect(200);
        }

        private void disconnect(String id) {
            stage().api().post("/connections/" + id + "/_disconnect", Map.of()).expect(200);
        }

        private int asked() {
            return provider().traffic().requests(Endpoint.REVOKE);
        }

        /** The task that waits to be tried again, as an operator finds it. */
        private JsonNode waiting() {
            return Await.until(
                            OAuth2Stage.SOON,
                            () -> admin().get(CRITICAL + "/tasks/retry")
                                    .expect(200)
                                    .json()
                                    .path("items"),
                            items -> items.size() == 1)
                    .path(0);
        }

        private void hurry(JsonNode task) {
            admin().post(CRITICAL + "/tasks/" + task.path("id").asString("") + "/_run", Map.of())
                    .expect(200);
        }

        private String outcome(String id) {
            Await.until(
                    OAuth2Stage.SOON, () -> stage().api().get("/connections/" + id), answer -> answer.status() == 404);
            return admin().get("/audit?resource_id=" + id).expect(200).body();
        }

        @Test
        void aRevocationThatFailsIsTriedAgain() {
            String id = stage().connect("plain");
            provider().faults().next(1, Endpoint.REVOKE, Fault.refuse(503, "temporarily_unavailable"));

            disconnect(id);

            JsonNode task = waiting();
            assertThat(task.path("retried").asInt()).isEqualTo(1);
            assertThat(task.path("max_retry").asInt()).isEqualTo(TRIES - 1);
            assertThat(task.path("last_err").asString("")).isEqualTo("TokenEndpointException");
            stage().call(id, "/me").expectError(409, "connection_not_ready");
            assertThat(provider().grants().getLast().ended())
                    .as("not yet given back")
                    .isNull();
            hurry(task);
            assertThat(outcome(id)).contains("\"revocation\":\"revoked\"");
            assertThat(provider().grants().getLast().ended()).isEqualTo(GrantView.REVOKED);
        }

        @Test
        void aProviderThatNeverTakesTheGrantBackStopsNothing() {
            String id = stage().connect("plain");
            provider().faults().always(Endpoint.REVOKE, Fault.refuse(503, "temporarily_unavailable"));

            disconnect(id);

            for (int retry = 1; retry < TRIES; retry++) {
                int count = retry;
                JsonNode task = Await.until(
                        OAuth2Stage.SOON,
                        this::waiting,
                        found -> found.path("retried").asInt() == count);
                assertThat(asked()).isEqualTo(retry);
                hurry(task);
            }
            assertThat(outcome(id)).contains("\"revocation\":\"failed\"");
            assertThat(asked()).as("tries in all").isEqualTo(TRIES);
            assertThat(provider().grants().getLast().ended())
                    .as("the grant that nobody took back")
                    .isNull();
        }

        @Test
        void aTokenThatTheProviderDoesNotKnowAnyMoreCountsAsGivenBack() {
            String id = stage().connect("plain");
            provider().revokeAll();
            provider().faults().always(Endpoint.REVOKE, Fault.refuse(400, "invalid_token"));

            disconnect(id);

            assertThat(outcome(id)).contains("\"revocation\":\"revoked\"");
        }
    }
}

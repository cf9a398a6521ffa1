package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who sends an envelope is settled before its body is read, and a token for one call is used up by it (contract 5.2, 9.6). */
class EnvelopeIdentityTests {

    @Nested
    class OnSqlite extends Story {

        @RegisterExtension
        static final RunningServer SERVER = RunningServer.on(DatabaseProvider.SQLITE);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Story {

        @RegisterExtension
        static final RunningServer SERVER = RunningServer.on(DatabaseProvider.POSTGRES);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Story {

        private static final Map<String, Object> ENVELOPE = Map.of("method", "GET", "url", "/things");

        abstract RunningServer server();

        private Caller api() {
            return server().admin(Service.API);
        }

        private String route() {
            return "/connections/" + new Connections(this::api, RunningServer.KEY).connect("header") + "/_proxy";
        }

        private Caller once(String nonce) {
            return api().with(server().adminToken(Service.API)
                    .with("nonce", "non_" + nonce + server().process().port(Service.API))
                    .sign(server().adminKey));
        }

        @Test
        void aTokenForOneCallServesOneEnvelope() {
            String route = route();
            Caller once = once("envelopeenvelope");

            assertThat(once.post(route, ENVELOPE)
                            .expect(200)
                            .json()
                            .path("status_code")
                            .asInt())
                    .isEqualTo(200);

            once.post(route, ENVELOPE).expectError(401, "nonce_reused");
        }

        @Test
        void aTokenForOneCallIsUsedUpByABrokenEnvelope() {
            String route = route();
            Caller once = once("brokenbrokenbroken");

            broken(once, route).expectError(400, "malformed_json");

            once.post(route, ENVELOPE).expectError(401, "nonce_reused");
        }

        @Test
        void aStrangerHearsNothingAboutTheBody() {
            String route = route();

            broken(api().with("a.b.c"), route).expectError(401, "invalid_token");
            broken(api().with(""), route).expectError(401, "unauthenticated");
            api().with("a.b.c")
                    .send("POST", route, BodyPublishers.ofString("x"), Map.of("Content-Type", "text/plain"))
                    .expectError(401, "invalid_token");
        }

        private static Answer broken(Caller caller, String route) {
            return caller.send(
                    "POST", route, BodyPublishers.ofString("{\"url\":"), Map.of("Content-Type", "application/json"));
        }
    }
}

package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.authproxy.demo.oauth2.Endpoint;
import net.authproxy.demo.oauth2.Fault;
import net.authproxy.demo.oauth2.GrantView;
import net.authproxy.demo.oauth2.Moment;
import net.authproxy.demo.oauth2.OAuth2Provider;
import net.authproxy.demo.oauth2.Reuse;
import net.authproxy.testsupport.DatabaseProvider;
import net.authproxy.testsupport.DemoConsent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** From consent to revocation against a provider that rotates refresh tokens and notices reuse (security O1 to O10). */
class OAuth2Tests {

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

        private static final Duration DUE = Duration.ofSeconds(30);
        private static final Duration LONG = Duration.ofMinutes(30);

        abstract OAuth2Stage stage();

        private OAuth2Provider provider() {
            return stage().provider();
        }

        @BeforeEach
        void providerBehaves() {
            provider().faults().clear();
            provider()
                    .behave(behaviour -> behaviour
                            .withAccessTokenLife(LONG)
                            .withRotation(true)
                            .withReuse(new Reuse.Strict()));
            provider().traffic().clear();
        }

        @Test
        void connectsThroughConsentAndCalls() {
            String id = stage().connect("plain");

            JsonNode connection = stage().read(id);
            assertThat(connection.path("account").path("id").asString("")).isEqualTo("u-1001");
            assertThat(connection.path("account").path("name").asString("")).isEqualTo("ada@demo.example");
            assertThat(stage().call(id, "/me").expect(200).body()).contains("u-1001");
            assertThat(provider().traffic().tokenRequests("authorization_code")).isEqualTo(1);
            assertThat(provider().traffic().log(Endpoint.TOKEN).getFirst().parameter("code_verifier"))
                    .hasSize(43);
        }

        @Test
        void asksProbesAndConfigurationBeforeItIsReady() {
            Answer begun = stage().initiate("full");
            String id = begun.text("id");
            String end = stage().consent(begun, DemoConsent.allow());

            assertThat(end).isEqualTo(OAuth2Stage.RETURN_TO + "?setup=pending&connection_id=" + id);
            Answer form = Await.until(
                    OAuth2Stage.SOON,
                    () -> stage().api()
                            .get("/connections/" + id + "/_setup_step")
                            .expect(200),
                    answer -> !answer.text("type").equals("verifying"));
            assertThat(form.text("type")).as(form.body()).isEqualTo("form");
            assertThat(form.text("step_id")).isEqualTo("calendar");
            JsonNode choices = stage().api()
                    .get("/connections/" + id + "/_data_source/calendars")
                    .expect(200)
                    .json();
            assertThat(choices.isArray()).isTrue();
            String chosen = choices.path(0).path("value").asString("");
            assertThat(chosen).isNotEmpty();
            Answer done = stage().api()
                    .post(
                            "/connections/" + id + "/_submit",
                            Map.of("step_id", "calendar", "data", Map.of("calendar_id", chosen)))
                    .expect(200);
            assertThat(done.text("type")).isEqualTo("complete");
            assertThat(stage().read(id).path("health").asString("")).isEqualTo("healthy");
            assertThat(stage().api()
                            .post("/connections/" + id + "/_test", Map.of())
                            .expect(200)
                            .text("health"))
                    .isEqualTo("healthy");
        }

        @Test
        void fetchesMachineTokensAtOnce() {
            Answer begun = stage().initiate("machine");

            assertThat(begun.text("type")).as(begun.body()).isEqualTo("complete");
            stage().call(begun.text("id"), "/echo").expect(200);
        }

        @Test
        void refreshesOnceForManyCallers() throws Exception {
            provider().behave(behaviour -> behaviour.withAccessTokenLife(DUE));
            String id = stage().connect("plain");
            provider().behave(behaviour -> behaviour.withAccessTokenLife(LONG));

            List<Answer> answers = together(50, () -> stage().call(id, "/me"));

            assertThat(answers).allSatisfy(answer -> answer.expect(200));
            assertThat(provider().traffic().tokenRequests("refresh_token")).isEqualTo(1);
        }

        @Test
        void replaysACallWhoseTokenTheUpstreamRefuses() {
            provider().behave(behaviour -> behaviour.withAccessTokenLife(DUE));
            String id = stage().connect("plain");
            provider().behave(behaviour -> behaviour.withAccessTokenLife(LONG));
            stage().call(id, "/me").expect(200);
            provider().faults().next(1, Endpoint.API, new Fault.Unauthorized());

            // The token is younger than a minute, so the 401 is the answer and nothing is refreshed.
            stage().call(id, "/me").expect(401);
            assertThat(provider().traffic().tokenRequests("refresh_token")).isEqualTo(1);
        }

        @Test
        void tellsTheUserWhoDenied() {
            Answer begun = stage().initiate("plain");
            String id = begun.text("id");

            String end = stage().consent(begun, DemoConsent.deny());

            assertThat(end).contains("setup=pending&connection_id=" + id);
            Answer step =
                    stage().api().get("/connections/" + id + "/_setup_step").expect(200);
            assertThat(step.text("type")).isEqualTo("error");
            assertThat(step.text("error")).startsWith("access_denied");
            Answer again = stage().api()
                    .post("/connections/" + id + "/_retry", Map.of())
                    .expect(200);
            assertThat(stage().consent(again, DemoConsent.allow())).isEqualTo(OAuth2Stage.RETURN_TO);
            assertThat(stage().read(id).path("state").asString("")).isEqualTo("ready");
        }

        @Test
        void takesACallbackOnce() throws Exception {
            Answer begun = stage().initiate("plain");
            UserBrowser browser = stage().browser();
            String callback = DemoConsent.allow().callback(stage().leave(browser, begun));

            List<UserBrowser.Page> pages = together(100, () -> {
                UserBrowser same = stage().browser();
                same.cookies().putAll(browser.cookies());
                return same.open(callback);
            });

            assertThat(pages).filteredOn(page -> page.status() == 302).hasSize(1);
            assertThat(provider().traffic().tokenRequests("authorization_code")).isEqualTo(1);
            assertThat(stage().read(begun.text("id")).path("state").asString(""))
                    .isEqualTo("ready");
        }

        @Test
        void refusesACallbackInAnotherBrowserAndKeepsItsState() {
            Answer begun = stage().initiate("plain");
            UserBrowser browser = stage().browser();
            String callback = DemoConsent.allow().callback(stage().leave(browser, begun));

            assertThat(stage().browser().open(callback).status()).isEqualTo(403);
            assertThat(provider().traffic().requests(Endpoint.TOKEN)).isZero();
            assertThat(stage().arrive(browser, callback)).isEqualTo(OAuth2Stage.RETURN_TO);
        }

        @Test
        void saysSoWhenARotatedTokenWasLost() {
            provider().behave(behaviour -> behaviour.withAccessTokenLife(DUE));
            String id = stage().connect("plain");
            provider().traffic().clear();
            provider().faults().next(1, Endpoint.TOKEN, new Fault.Reset(Moment.AFTER_CHANGE));

            stage().call(id, "/me");

            assertThat(provider().traffic().tokenRequests("refresh_token")).isEqualTo(2);
            Await.until(
                    OAuth2Stage.SOON,
                    () -> stage().read(id),
                    read -> read.path("health_reason").asString("").equals("needs_reauth"));
            assertThat(provider().grants().getLast().ended()).isEqualTo(GrantView.REUSED_REFRESH_TOKEN);
        }

        @Test
        void recoversALostAnswerWithinTheGracePeriod() {
            provider()
                    .behave(behaviour ->
                            behaviour.withAccessTokenLife(DUE).withReuse(new Reuse.Grace(Duration.ofMinutes(1))));
            String id = stage().connect("plain");
            provider().behave(behaviour -> behaviour.withAccessTokenLife(LONG));
            provider().faults().next(1, Endpoint.TOKEN, new Fault.Half());

            stage().call(id, "/me").expect(200);

            assertThat(stage().read(id).path("health").asString("")).isNotEqualTo("unhealthy");
        }

        @Test
        void needsTheUserWhenTheGrantWasWithdrawn() {
            provider().behave(behaviour -> behaviour.withAccessTokenLife(Duration.ofSeconds(1)));
            String id = stage().connect("plain");
            provider().revokeAll();
            Await.until(OAuth2Stage.SOON, () -> stage().call(id, "/me"), answer -> answer.status() == 422);
            int asked = provider().traffic().tokenRequests("refresh_token");

            stage().call(id, "/me").expectError(422, "needs_reauth");

            assertThat(provider().traffic().tokenRequests("refresh_token")).isEqualTo(asked);
            assertThat(stage().read(id).path("health_reason").asString("")).isEqualTo("needs_reauth");
        }

        @Test
        void reauthorizesTheSameAccountOnly() {
            String id = stage().connect("plain");
            Map<String, Object> back = Map.of("return_to_url", OAuth2Stage.RETURN_TO);

            Answer first =
                    stage().api().post("/connections/" + id + "/_reauth", back).expect(200);
            stage().consent(first, DemoConsent.allow().as("u-1002"));

            Answer step =
                    stage().api().get("/connections/" + id + "/_setup_step").expect(200);
            assertThat(step.text("error")).startsWith("account_changed");
            stage().call(id, "/me").expect(200);
            stage().api()
                    .post("/connections/" + id + "/_cancel_setup", Map.of())
                    .expect(204);

            Answer second =
                    stage().api().post("/connections/" + id + "/_reauth", back).expect(200);
            assertThat(stage().consent(second, DemoConsent.allow())).isEqualTo(OAuth2Stage.RETURN_TO);
            assertThat(stage().call(id, "/me").expect(200).body()).contains("u-1001");
        }

        @Test
        void givesTheGrantBackWhenItIsDisconnected() {
            String id = stage().connect("plain");

            stage().api().post("/connections/" + id + "/_disconnect", Map.of()).expect(200);

            Await.until(
                    OAuth2Stage.SOON, () -> stage().api().get("/connections/" + id), answer -> answer.status() == 404);
            assertThat(provider().grants().getLast().ended()).isEqualTo(GrantView.REVOKED);
        }

        @Test
        void givesAllGrantsOfAConnectorBack() {
            List<String> ids = List.of(stage().connect("full-stop"), stage().connect("full-stop"));
            String other = stage().connect("plain");

            Answer begun = stage().api()
                    .post("/connectors/" + stage().connector("full-stop") + "/_disconnect_all", Map.of())
                    .expect(202);

            assertThat(begun.json().path("connections").asInt()).isEqualTo(2);
            Await.until(
                    OAuth2Stage.SOON,
                    () -> stage().api().get("/tasks/" + begun.text("task_id")).expect(200),
                    task -> task.text("state").equals("completed"));
            for (String id : ids) {
                Await.until(
                        OAuth2Stage.SOON,
                        () -> stage().api().get("/connections/" + id),
                        answer -> answer.status() == 404);
            }
            assertThat(provider().grants().stream()
                            .filter(grant -> GrantView.REVOKED.equals(grant.ended()))
                            .count())
                    .isGreaterThanOrEqualTo(2);
            stage().call(other, "/me").expect(200);
        }

        @Test
        void saysSoWhenTheServiceRefusesTheCredential() {
            String id = stage().connect("plain");
            provider().faults().next(3, Endpoint.API, new Fault.Unauthorized());
            for (int call = 0; call < 3; call++) {
                stage().call(id, "/me").expect(401);
            }
            Await.until(
                    OAuth2Stage.SOON,
                    () -> stage().read(id).path("health_reason").asString(""),
                    "credential_rejected"::equals);

            provider().faults().clear();
            stage().call(id, "/me").expect(200);
            Await.until(OAuth2Stage.SOON, () -> stage().read(id).path("health").asString(""), "healthy"::equals);
        }

        @Test
        void anOperatorForcesAState() {
            String id = stage().connect("plain");
            String path = "/connections/" + id + "/_force_state";

            Answer disabled =
                    stage().api().put(path, Map.of("state", "disabled")).expect(200);
            assertThat(disabled.text("state")).isEqualTo("disabled");
            assertThat(stage().call(id, "/me").expect(409).text("code")).isEqualTo("connection_not_ready");
            for (Object wrong : List.of("gone", "READY", "")) {
                stage().api().put(path, Map.of("state", wrong)).expect(400);
            }
            stage().api().put(path, Map.of()).expect(400);
            stage().api().put(path, Map.of("state", "ready")).expect(200);
            stage().call(id, "/me").expect(200);
        }

        @Test
        void repeatsABodyWithTheNewToken() {
            provider().behave(behaviour -> behaviour.withAccessTokenLife(DUE));
            String id = stage().connect("plain");
            provider().behave(behaviour -> behaviour.withAccessTokenLife(LONG));

            Answer echo = stage().api()
                    .send(
                            "POST",
                            "/connections/" + id + "/_proxy_raw/echo",
                            BodyPublishers.ofString("{\"n\":1}"),
                            Map.of("Content-Type", "application/json"));

            echo.expect(200);
        }

        private static <T> List<T> together(int count, Callable<T> work) throws Exception {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<T>> futures = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    futures.add(threads.submit(work));
                }
                List<T> results = new ArrayList<>();
                for (Future<T> future : futures) {
                    results.add(future.get());
                }
                return results;
            }
        }
    }
}

package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.authproxy.demo.oauth2.Endpoint;
import net.authproxy.demo.oauth2.Fault;
import net.authproxy.demo.oauth2.GrantView;
import net.authproxy.demo.oauth2.OAuth2Provider;
import net.authproxy.testsupport.DatabaseProvider;
import net.authproxy.testsupport.DemoConsent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.web.util.UriComponentsBuilder;

/** A user who does not want to give everything: optional scopes can be left out, and nothing else can. */
class OptionalScopeTests {

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

        abstract OAuth2Stage stage();

        private OAuth2Provider provider() {
            return stage().provider();
        }

        @BeforeEach
        void clear() {
            provider().faults().clear();
        }

        private Answer step(String id, String omitted) {
            return stage().api()
                    .get("/connections/" + id + "/_setup_step?omit_scopes="
                            + URLEncoder.encode(omitted, StandardCharsets.UTF_8));
        }

        private static String asked(String authorizationUrl) {
            return UriComponentsBuilder.fromUriString(authorizationUrl)
                    .build()
                    .getQueryParams()
                    .getFirst("scope")
                    .replace("%20", " ")
                    .replace('+', ' ');
        }

        @Test
        void isNotAskedForWhatTheUserLeavesOut() {
            String id = stage().initiate("plain").text("id");

            UserBrowser browser = stage().browser();
            String url = stage().leave(browser, step(id, "calendars.write").expect(200));
            assertThat(asked(url)).isEqualTo("openid email calendars.read");
            String end = stage().arrive(browser, DemoConsent.allow().callback(url));

            assertThat(end).isEqualTo(OAuth2Stage.RETURN_TO);
            assertThat(stage().read(id).path("state").asString("")).isEqualTo("ready");
            GrantView grant = provider().grants().getLast();
            assertThat(grant.scopes()).containsExactlyInAnyOrder("openid", "email", "calendars.read");
        }

        @Test
        void asksForItWhenTheUserComesAgain() {
            String id = stage().initiate("plain").text("id");
            UserBrowser browser = stage().browser();
            String url = stage().leave(browser, step(id, "calendars.write").expect(200));
            stage().arrive(browser, DemoConsent.allow().callback(url));

            Answer again = stage().api()
                    .post("/connections/" + id + "/_reauth", Map.of("return_to_url", OAuth2Stage.RETURN_TO))
                    .expect(200);
            String next = stage().leave(browser, again);

            assertThat(asked(next)).isEqualTo("openid email calendars.read calendars.write");
            stage().arrive(browser, DemoConsent.allow().callback(next));
            assertThat(provider().grants().getLast().scopes()).contains("calendars.write");
        }

        @ParameterizedTest
        @ValueSource(strings = {"calendars.read", "calendars.write calendars.read", "calendars.delete", "*", "openid"})
        void anythingElseCannotBeLeftOut(String scopes) {
            String id = stage().initiate("plain").text("id");

            Answer refused = step(id, scopes);

            refused.expectError(400, "validation_failed");
            assertThat(refused.body()).contains("omit_scopes");
            assertThat(asked(stage().leave(stage().browser(), step(id, " ").expect(200))))
                    .contains("calendars.write");
        }

        /** Where the choice would change nothing it is refused, and no page offers it. */
        @ParameterizedTest
        @ValueSource(strings = {"own-scope", "machine"})
        void nothingCanBeLeftOutWhereNobodyWouldHeed(String type) {
            Answer begun = stage().initiate(type);

            step(begun.text("id"), "calendars.write").expectError(400, "validation_failed");

            assertThat(omittable(type)).isEmpty();
            assertThat(omittable("plain")).containsExactly("calendars.write");
        }

        private List<String> omittable(String type) {
            List<String> scopes = new ArrayList<>();
            stage().api()
                    .get("/connectors/" + stage().connector(type))
                    .expect(200)
                    .json()
                    .path("auth")
                    .path("scopes")
                    .forEach(scope -> {
                        if (scope.path("omittable").asBoolean()) {
                            scopes.add(scope.path("id").asString(""));
                        }
                    });
            return scopes;
        }

        /** RFC 6749 5.1: then it is what was asked for, which was less than the definition has. */
        @Test
        void remembersWhatWasAskedWhenTheProviderDoesNotSay() throws SQLException {
            String id = stage().initiate("plain").text("id");
            provider().faults().always(Endpoint.TOKEN, Fault.noScope());
            UserBrowser browser = stage().browser();
            String url = stage().leave(browser, step(id, "calendars.write").expect(200));

            stage().arrive(browser, DemoConsent.allow().callback(url));

            assertThat(storedScopes(id)).isEqualTo("openid email calendars.read");
        }

        private String storedScopes(String id) throws SQLException {
            try (Connection database = stage().server.openDatabase()) {
                return JdbcClient.create(new SingleConnectionDataSource(database, true))
                        .sql("select scopes from oauth2_tokens where connection_id = :id and deleted_at is null")
                        .param("id", id)
                        .query(String.class)
                        .single();
            }
        }
    }
}

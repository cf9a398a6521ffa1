package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the fast provider does by itself, before anything of ours stands in between. */
class SpringAuthorizationServerTests {

    private static SpringAuthorizationServer server;
    private static PlainClient client;

    @BeforeAll
    static void start() {
        server = SpringAuthorizationServer.start(PlainClient.CALLBACK, Duration.ofSeconds(60));
        client = new PlainClient(
                SpringAuthorizationServer.CLIENT_ID,
                SpringAuthorizationServer.CLIENT_SECRET,
                server.issuer() + "/oauth2/authorize",
                server.issuer() + "/oauth2/token");
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void goesFromLoginAndConsentToTheProtectedApi() throws Exception {
        JsonNode tokens = tokens();

        assertThat(tokens.path("expires_in").intValue()).isBetween(58, 60);
        assertThat(tokens.path("scope").asString("")).contains("openid", "calendars.read");
        assertThat(tokens.has("id_token")).isTrue();
        assertThat(client.get(me(), tokens.path("access_token").asString("")).body())
                .contains(SpringAuthorizationServer.USER);
        assertThat(client.get(me(), "nonsense").statusCode()).isEqualTo(401);
    }

    @Test
    void refreshTokensAreGoodOnce() throws Exception {
        String first = tokens().path("refresh_token").asString("");

        String second = client.refresh(first).path("refresh_token").asString("");

        assertThat(second).isNotEmpty().isNotEqualTo(first);
        assertThat(client.refresh(first).path("error").asString("")).isEqualTo("invalid_grant");
        assertThat(client.refresh(second).has("access_token")).isTrue();
    }

    @Test
    void revokesTokens() throws Exception {
        JsonNode tokens = tokens();
        String access = tokens.path("access_token").asString("");
        String refresh = tokens.path("refresh_token").asString("");

        assertThat(client.post(server.issuer() + "/oauth2/revoke", Map.of("token", refresh))
                        .statusCode())
                .isEqualTo(200);

        assertThat(client.refresh(refresh).path("error").asString("")).isEqualTo("invalid_grant");
        assertThat(client.get(me(), access).statusCode()).isEqualTo(401);
    }

    @Test
    void wantsTheVerifierOfPkce() throws Exception {
        String callback = server.login().callback(client.authorizeUrl("openid"));

        JsonNode refused = client.token(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                PlainClient.parameters(callback).get("code"),
                "redirect_uri",
                PlainClient.CALLBACK,
                "code_verifier",
                "w".repeat(43)));

        assertThat(refused.path("error").asString("")).isEqualTo("invalid_grant");
    }

    private static JsonNode tokens() throws Exception {
        return client.exchange(server.login().callback(client.authorizeUrl("openid calendars.read")));
    }

    private static String me() {
        return server.issuer() + "/api/me";
    }
}

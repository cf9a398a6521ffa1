package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import net.authproxy.testsupport.Keycloak;
import net.authproxy.testsupport.KeycloakRealm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the neutral provider does by itself, before anything of ours stands in between. */
@Tag(Keycloak.TAG)
class KeycloakTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private KeycloakRealm realm;
    private PlainClient client;

    @BeforeEach
    void start() {
        realm = Keycloak.shared().newRealm();
        client = new PlainClient(
                KeycloakRealm.CLIENT_ID, realm.clientSecret(), realm.authorizationEndpoint(), realm.tokenEndpoint());
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void goesFromLoginAndConsentToTheProtectedApi() throws Exception {
        String callback = realm.login().callback(client.authorizeUrl("openid"));
        assertThat(PlainClient.parameters(callback))
                .containsEntry("state", "s-1")
                .containsEntry("iss", realm.issuer());

        JsonNode tokens = client.exchange(callback);

        assertThat(tokens.path("expires_in").intValue()).isEqualTo(60);
        HttpResponse<String> users =
                client.get(realm.usersApi(), tokens.path("access_token").asString(""));
        assertThat(users.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(users.body()).path(0).path("username").asString(""))
                .isEqualTo(KeycloakRealm.USER);
        assertThat(client.get(realm.usersApi(), "nonsense").statusCode()).isEqualTo(401);
    }

    @Test
    void rotatesRefreshTokensAndDetectsReuse() throws Exception {
        String first = tokens().path("refresh_token").asString("");

        String second = client.refresh(first).path("refresh_token").asString("");
        assertThat(second).isNotEmpty().isNotEqualTo(first);

        assertThat(client.refresh(first).path("error").asString("")).isEqualTo("invalid_grant");
        assertThat(client.refresh(second).path("error").asString(""))
                .as("a reuse ends what came from the same consent")
                .isEqualTo("invalid_grant");
    }

    @Test
    void accessTokensLiveAsLongAsTheTestWants() throws Exception {
        realm.accessTokensLive(Duration.ofSeconds(7));

        assertThat(tokens().path("expires_in").intValue()).isEqualTo(7);
    }

    @Test
    void rotationCanBeSwitchedOffAndSessionsEnded() throws Exception {
        realm.rotateRefreshTokens(false);
        String token = tokens().path("refresh_token").asString("");
        client.refresh(token);
        assertThat(client.refresh(token).has("access_token")).isTrue();

        realm.endSessions();
        assertThat(client.refresh(token).path("error").asString("")).isEqualTo("invalid_grant");
    }

    private JsonNode tokens() throws Exception {
        return client.exchange(realm.login().callback(client.authorizeUrl("openid")));
    }
}

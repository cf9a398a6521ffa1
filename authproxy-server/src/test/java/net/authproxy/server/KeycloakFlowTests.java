package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import net.authproxy.testsupport.DatabaseProvider;
import net.authproxy.testsupport.Keycloak;
import net.authproxy.testsupport.KeycloakRealm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The whole life of a connection to a provider that is not ours (security O11): Keycloak with refresh-token rotation and
 * reuse detection, whose own admin API is the protected third party.
 */
@Tag(Keycloak.TAG)
class KeycloakFlowTests {

    private static final String CONNECTOR = """
            labels: {type: keycloak}
            display_name: Keycloak
            logo: https://demo.example/logo.png
            auth:
              type: OAuth2
              client_id: @CLIENT@
              client_secret: "{{cfg.client_secret}}"
              scopes: [{id: openid, reason: Identify the account}]
              authorization: {endpoint: "@AUTHORIZE@"}
              token: {endpoint: "@TOKEN@", refresh_timeout: 20s}
              revocation: {endpoint: "@REVOKE@"}
              identity: {from: id_token, id: data.sub, name: data.preferred_username}
            proxy: {base_url: "@BASE@", allowed_hosts: ["@HOST@"]}
            setup_flow:
              preconnect:
                steps:
                  - id: client
                    title: The client's secret
                    json_schema: {type: object, required: [client_secret], properties: {client_secret: {type: string, writeOnly: true}}}
            """;

    private static KeycloakRealm realm;

    @RegisterExtension
    static final RunningServer SERVER =
            RunningServer.on(DatabaseProvider.POSTGRES).withConnectors(KeycloakFlowTests::write);

    private static void write(Path directory) {
        realm = Keycloak.shared().newRealm();
        write(directory, realm);
    }

    /** Writes the connector to that realm. */
    static void write(Path directory, KeycloakRealm realm) {
        String text = CONNECTOR
                .replace("@CLIENT@", KeycloakRealm.CLIENT_ID)
                .replace("@AUTHORIZE@", realm.authorizationEndpoint())
                .replace("@TOKEN@", realm.tokenEndpoint())
                .replace("@REVOKE@", realm.revocationEndpoint())
                .replace("@BASE@", realm.usersApi())
                .replace("@HOST@", URI.create(realm.usersApi()).getAuthority());
        try {
            Files.writeString(directory.resolve("keycloak.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void rotates() {
        realm.rotateRefreshTokens(true);
    }

    private static Caller api() {
        return SERVER.admin(Service.API);
    }

    private static String connect() {
        return connect(api(), SERVER.process().port(Service.PUBLIC), realm);
    }

    /** A ready connection to that realm, made by way of these services. */
    static String connect(Caller api, int pages, KeycloakRealm realm) {
        String connector = api.get("/connectors?label_selector=type%3Dkeycloak")
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asString("");
        String id = api.post(
                        "/connections/_initiate",
                        Map.of("connector_id", connector, "return_to_url", OAuth2Stage.RETURN_TO))
                .expect(200)
                .text("id");
        // An operator's secret goes to no address literal, so the user brings it.
        Answer begun = api.post(
                        "/connections/" + id + "/_submit",
                        Map.of("step_id", "client", "data", Map.of("client_secret", realm.clientSecret())))
                .expect(200);
        UserBrowser browser = new UserBrowser(pages);
        UserBrowser.Page sent = browser.open(begun.text("redirect_url"));
        assertThat(sent.status()).as(sent.body()).isEqualTo(302);
        UserBrowser.Page back = browser.open(realm.login().callback(sent.location()));
        assertThat(back.location()).as(back.body()).isEqualTo(OAuth2Stage.RETURN_TO);
        return begun.text("id");
    }

    @Test
    void livesThroughManyRotations() {
        realm.accessTokensLive(Duration.ofSeconds(30));
        String id = connect();
        assertThat(api().get("/connections/" + id)
                        .expect(200)
                        .json()
                        .path("account")
                        .path("name")
                        .asString(""))
                .isEqualTo(KeycloakRealm.USER);

        int rounds = LongRuns.rounds(20, 1_000);
        for (int i = 0; i < rounds; i++) {
            // The token ends within the minute that counts as too late, so every call renews it first.
            api().get("/connections/" + id + "/_proxy_raw").expect(200);
        }

        assertThat(api().get("/connections/" + id).text("health")).isNotEqualTo("unhealthy");
    }

    @Test
    void saysSoWhenTheSessionWasEndedAtTheProvider() {
        realm.accessTokensLive(Duration.ofSeconds(1));
        String id = connect();
        realm.endSessions();

        Await.until(
                Duration.ofSeconds(20),
                () -> api().get("/connections/" + id + "/_proxy_raw"),
                answer -> answer.status() == 422);
        assertThat(api().get("/connections/" + id).text("health_reason")).isEqualTo("needs_reauth");
    }

    @Test
    void givesTheGrantBack() {
        String id = connect();

        api().post("/connections/" + id + "/_disconnect", Map.of()).expect(200);

        Await.until(Duration.ofSeconds(20), () -> api().get("/connections/" + id), answer -> answer.status() == 404);
        assertThat(api().get("/audit?resource_id=" + id).expect(200).body()).contains("\"revocation\":\"revoked\"");
    }
}

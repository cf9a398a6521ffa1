package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import net.authproxy.demo.oauth2.OAuth2Provider;
import net.authproxy.demo.oauth2.ProviderSettings;
import net.authproxy.testsupport.DatabaseProvider;
import net.authproxy.testsupport.DemoConsent;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/** The product beside the demo provider, with connectors to it, and a user who goes through the set-up. */
final class OAuth2Stage implements BeforeAllCallback, AfterAllCallback {

    static final String RETURN_TO = UserBrowser.PUBLIC_BASE + "/connections";
    static final Duration SOON = Duration.ofSeconds(30);

    private static final String CONNECTORS = """
        labels: {type: @TYPE@}
        display_name: Demo calendar
        logo: https://demo.example/logo.png
        auth:
          type: OAuth2
          client_id: demo-app
          client_secret: demo-app-not-a-secret-8d1f
          scopes:
            - {id: openid, reason: Identify the account}
            - {id: email, reason: Show which account it is}
            - {id: calendars.read, reason: Read}
            - {id: calendars.write, required: false, reason: Write}
          authorization: {endpoint: "http://127.0.0.1:@PORT@/authorize"}
          token: {endpoint: "http://demo.localhost:@PORT@/token", refresh_timeout: 5s}
          revocation: {endpoint: "http://demo.localhost:@PORT@/revoke"}
          identity: {from: id_token, id: data.sub, name: data.email}
        proxy: {base_url: "http://demo.localhost:@PORT@/api", allowed_hosts: ["demo.localhost:@PORT@"]}
        """;

    private static final String FULL = CONNECTORS + """
        probes:
          - {id: me, proxy_http: {method: GET, url: "http://demo.localhost:@PORT@/api/me"}, success: {json: ["has(data.id) || has(data.sub)"]}}
        setup_flow:
          configure:
            steps:
              - id: calendar
                title: Choose a calendar
                json_schema: {type: object, required: [calendar_id], properties: {calendar_id: {type: string, x-data-source: calendars}}}
                data_sources: {calendars: {proxy_request: {method: GET, url: "http://demo.localhost:@PORT@/api/calendars"}, transform: 'data.items.map(c, {"value": c.id, "label": c.id})'}}
        """;

    private static final String MACHINE = CONNECTORS
            .replace("type: OAuth2\n", "type: OAuth2\n  grant_type: client_credentials\n")
            .replace("demo-app\n", "demo-machine\n")
            .replaceAll("(?m)^    - \\{id: (openid|email).*\\n|^  identity:.*\\n|^  authorization:.*\\n", "");

    final RunningServer server;
    private OAuth2Provider provider;

    OAuth2Stage(DatabaseProvider database) {
        server = RunningServer.on(database).withConnectors(this::writeConnectors);
    }

    private void writeConnectors(Path directory) {
        provider = OAuth2Provider.start(ProviderSettings.demo());
        write(directory, "plain", CONNECTORS);
        write(directory, "full-stop", CONNECTORS);
        write(directory, "full", FULL);
        write(directory, "machine", MACHINE);
        write(
                directory,
                "own-scope",
                CONNECTORS.replace("/authorize\"}", "/authorize\", params: {scope: openid email calendars.read}}"));
        write(directory, "hasty", CONNECTORS.replace("refresh_timeout: 5s", "refresh_timeout: 1s"));
    }

    private void write(Path directory, String type, String text) {
        try {
            Files.writeString(
                    directory.resolve("oauth-" + type + ".yaml"),
                    text.replace("@TYPE@", "oauth-" + type).replace("@PORT@", Integer.toString(provider.port())));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        server.beforeAll(context);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        server.afterAll(context);
        if (provider != null) {
            provider.close();
        }
    }

    OAuth2Provider provider() {
        return provider;
    }

    Caller api() {
        return server.admin(Service.API);
    }

    UserBrowser browser() {
        return new UserBrowser(server.process().port(Service.PUBLIC));
    }

    String connector(String type) {
        return api().get("/connectors?label_selector=type%3Doauth-" + type)
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asString("");
    }

    /** Begins a connection; the answer is the first step. */
    Answer initiate(String type) {
        Map<String, Object> body = new HashMap<>();
        body.put("connector_id", connector(type));
        body.put("return_to_url", RETURN_TO);
        return api().post("/connections/_initiate", body).expect(200);
    }

    /** Goes to the provider and back; the answer is where the user ends up. */
    String consent(Answer redirect, DemoConsent person) {
        UserBrowser browser = browser();
        return arrive(browser, person.callback(leave(browser, redirect)));
    }

    /** The provider's page that the browser is sent to. */
    String leave(UserBrowser browser, Answer redirect) {
        assertThat(redirect.text("type")).as(redirect.body()).isEqualTo("redirect");
        UserBrowser.Page sent = browser.open(redirect.text("redirect_url"));
        assertThat(sent.status()).as(sent.body()).isEqualTo(302);
        return sent.location();
    }

    String arrive(UserBrowser browser, String callback) {
        UserBrowser.Page back = browser.open(callback);
        assertThat(back.status()).as(back.body()).isEqualTo(302);
        return back.location();
    }

    /** A ready connection. */
    String connect(String type) {
        Answer begun = initiate(type);
        assertThat(consent(begun, DemoConsent.allow())).isEqualTo(RETURN_TO);
        assertThat(read(begun.text("id")).path("state").asString("")).isEqualTo("ready");
        return begun.text("id");
    }

    JsonNode read(String id) {
        return api().get("/connections/" + id).expect(200).json();
    }

    Answer call(String id, String path) {
        return api().get("/connections/" + id + "/_proxy_raw" + path);
    }
}

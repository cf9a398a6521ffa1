package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a page can say about a connector before anybody connects. */
class ConnectorDetailsTests {

    @RegisterExtension
    static final RunningServer SERVER =
            RunningServer.on(DatabaseProvider.SQLITE).running(Service.PUBLIC);

    private final Caller api = SERVER.admin(Service.PUBLIC);

    private JsonNode listed(String type) {
        return api.get("/connectors?label_selector=type%3D" + type)
                .expect(200)
                .json()
                .path("items")
                .path(0);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void tellsScopesWithTheirReasons() {
        JsonNode connector = listed("demo-oauth2");

        assertThat(connector.path("auth")).isEqualTo(json("""
            {"type": "OAuth2", "grant_type": "authorization_code", "scopes": [
              {"id": "openid", "required": true, "omittable": false, "reason": "Identify the account"},
              {"id": "profile", "required": true, "omittable": false, "reason": "Show the name of the account"},
              {"id": "email", "required": true, "omittable": false, "reason": "Show which account is connected"},
              {"id": "calendars.read", "required": true, "omittable": false, "reason": "List the calendars"},
              {"id": "calendars.write", "required": false, "omittable": true, "reason": "Create and change events"}]}
            """));
        assertThat(connector.path("forms")).isEqualTo(json("""
            {"preconnect": false, "credentials": false, "configure": true}
            """));
        assertThat(api.get("/connectors/" + connector.path("id").asString())
                        .expect(200)
                        .json()
                        .path("auth"))
                .isEqualTo(connector.path("auth"));
    }

    @Test
    void tellsWhatIsAskedForAndNothingOfHowItIsUsed() {
        assertThat(listed("demo-header").path("auth")).isEqualTo(json("{\"type\": \"api-key\"}"));
        assertThat(listed("demo-header").path("forms")).isEqualTo(json("""
            {"preconnect": false, "credentials": true, "configure": false}
            """));
        assertThat(listed("demo-open").path("auth")).isEqualTo(json("{\"type\": \"no-auth\"}"));
        JsonNode machine = listed("demo-oauth2-machine");
        assertThat(machine.path("auth").path("grant_type").asString()).isEqualTo("client_credentials");
        assertThat(machine.path("forms").path("preconnect").asBoolean()).isTrue();
        assertThat(machine.toString()).doesNotContain("demo-machine", "client_id", "/token");
    }
}

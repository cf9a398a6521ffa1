package net.authproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import net.authproxy.cli.TerminalHarness.Result;
import net.authproxy.jose.CompactJws;
import net.authproxy.jose.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that read from the API. */
class ServerCommandsTests {

    private static final String ESCAPE = "\\u001b[31m";

    @TempDir
    Path home;

    private TerminalHarness terminal;

    @BeforeEach
    void configure() {
        terminal = new TerminalHarness(home);
        terminal.config("admin_username: bob\nadmin_private_key_path: " + terminal.key("ed25519.openssh") + "\n");
    }

    @Test
    void asksTheServerWhoIsCalling() {
        try (RecordingServer api =
                RecordingServer.json(200, "{\"actor\":{\"external_id\":\"bob\"},\"auth\":\"jwt\"}")) {
            Result result = terminal.run("whoami", "--apiUrl", api.url() + "/");

            assertThat(result.status()).isZero();
            assertThat(JsonMapper.shared()
                            .readTree(result.out())
                            .at("/actor/external_id")
                            .asString())
                    .isEqualTo("bob");
            assertThat(api.calls).hasSize(1);
            assertThat(api.calls.getFirst().target()).isEqualTo("/api/v1/me");
            JwtClaims claims = CompactJws.parse(api.calls.getFirst().token()).claims();
            assertThat(claims.subject()).contains("bob");
            assertThat(claims.expiresAt()).contains(TerminalHarness.NOW.plusSeconds(300));
            assertThat(terminal.run("whoami", "-o", "table", "--apiUrl", api.url())
                            .out())
                    .isEqualTo("actor  {\"external_id\":\"bob\"}\nauth   jwt");
        }
    }

    @Test
    void takesTheServersAddressFromTheFile() {
        try (RecordingServer api = RecordingServer.json(200, "{}")) {
            terminal.config("admin_username: bob\nadmin_private_key_path: ~/ed25519.openssh\nserver: {api: \""
                    + api.url() + "\"}\n");

            assertThat(terminal.run("whoami").out()).isEqualTo("{ }");
        }
    }

    @Test
    void listsEveryPageAsOneArray() {
        try (RecordingServer api = new RecordingServer((exchange, call) -> {
            String body = call.target().contains("cursor=a%2Fb")
                    ? "{\"items\":[{\"id\":\"cxn_3\"}]}"
                    : "{\"items\":[{\"id\":\"cxn_1\",\"state\":\"ready\"},{\"id\":\"cxn_2\"}],\"cursor\":\"a/b\"}";
            RecordingServer.respond(exchange, 200, body);
        })) {
            String[] command = {
                "list",
                "connections",
                "--apiUrl",
                api.url(),
                "--state",
                "ready",
                "--type",
                "crm",
                "--order",
                "created_at DESC",
                "--selector",
                "a in (b, c)",
                "--namespace",
                "root.x.**"
            };
            JsonNode items = JsonMapper.shared().readTree(terminal.run(command).out());

            assertThat(items.valueStream()
                            .map(item -> item.path("id").asString())
                            .toList())
                    .isEqualTo(List.of("cxn_1", "cxn_2", "cxn_3"));
            assertThat(api.calls.stream().map(RecordingServer.Call::target).toList())
                    .isEqualTo(List.of(
                            "/api/v1/connections?limit=1000&state=ready&order_by=created_at+DESC"
                                    + "&namespace=root.x.**&label_selector=type%3Dcrm%2Ca+in+%28b%2C+c%29",
                            "/api/v1/connections?cursor=a%2Fb"));
            assertThat(CompactJws.parse(api.calls.getFirst().token()).claims().namespace())
                    .contains("root");
            assertThat(api.calls.get(0).token()).isNotEqualTo(api.calls.get(1).token());
        }
    }

    @Test
    void keepsTheActorsNamespaceApartFromTheFilter() {
        terminal.environment.put("AUTHPROXY_CLI_NAMESPACE", "root.mine");
        try (RecordingServer api = RecordingServer.json(200, "{\"items\":[]}")) {
            Result result = terminal.run("list", "connectors", "--apiUrl", api.url(), "-o", "table");

            assertThat(result.out()).isEqualTo("nothing found");
            assertThat(api.calls.getFirst().target()).isEqualTo("/api/v1/connectors?limit=1000");
            assertThat(CompactJws.parse(api.calls.getFirst().token()).claims().namespace())
                    .contains("root.mine");
        }
    }

    @Test
    void printsTablesAndYamlWithoutObeyingTheirContent() {
        String body = "{\"items\":[{\"id\":\"cxr_1\",\"name\":\"" + ESCAPE
                + "red\",\"labels\":{\"a\":\"b\"}},{\"id\":\"cxr_22\",\"version\":3}]}";
        try (RecordingServer api = RecordingServer.json(200, body)) {
            assertThat(terminal.run("list", "connectors", "--apiUrl", api.url(), "-o", "table")
                            .out()
                            .lines())
                    .containsExactly("ID      NAME      VERSION", "cxr_1    [31mred", "cxr_22            3");
            assertThat(terminal.run("list", "connectors", "--apiUrl", api.url(), "-o", "yaml")
                            .out())
                    .contains("- id: cxr_1")
                    .doesNotContain("\u001b");
        }
    }

    @Test
    void explainsARefusalInOneLine() {
        String body = "{\"error\":\"not " + ESCAPE + "you\",\"code\":\"permission_denied\",\"request_id\":\"req_1\"}";
        try (RecordingServer api = RecordingServer.json(403, body)) {
            Result result = terminal.run("whoami", "--apiUrl", api.url());

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .isEqualTo(
                            "authproxy: " + api.url() + " answers 403 permission_denied: not  [31myou (request req_1)");
        }
    }

    @Test
    void explainsServersThatAreNotOurs() {
        try (RecordingServer html = RecordingServer.json(200, "<html>");
                RecordingServer broken = RecordingServer.json(500, "<html>");
                RecordingServer loop = RecordingServer.json(200, "{\"items\":[],\"cursor\":\"same\"}")) {
            assertThat(terminal.run("whoami", "--apiUrl", html.url()).err())
                    .contains("is this the address of the API?");
            assertThat(terminal.run("whoami", "--apiUrl", broken.url()).err()).endsWith("answers 500");
            assertThat(terminal.run("list", "connections", "--apiUrl", loop.url())
                            .err())
                    .contains("same page twice");
        }
        assertThat(terminal.run("whoami", "--apiUrl", "http://127.0.0.1:1").err())
                .contains("is the server running?");
        for (String wrong : List.of("localhost:8081", "ftp://x/", "http://u:p@x/", "http://", "http://x/?a=b")) {
            assertThat(terminal.run("whoami", "--apiUrl", wrong).status()).isEqualTo(2);
        }
    }

    @Test
    void followsNoRedirect() {
        try (RecordingServer other = RecordingServer.json(200, "{}");
                RecordingServer api = new RecordingServer((exchange, call) -> {
                    exchange.getResponseHeaders().set("Location", other.url() + "/api/v1/me");
                    exchange.sendResponseHeaders(307, -1);
                })) {
            assertThat(terminal.run("whoami", "--apiUrl", api.url()).status()).isEqualTo(1);
            assertThat(other.calls).isEmpty();
        }
    }
}

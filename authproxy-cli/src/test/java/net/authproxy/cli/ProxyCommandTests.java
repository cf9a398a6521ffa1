package net.authproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.authproxy.cli.RecordingServer.Call;
import net.authproxy.cli.TerminalHarness.Result;
import net.authproxy.jose.CompactJws;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the real curl against a server on this machine. */
class ProxyCommandTests {

    private static final String CONNECTION = "cxn_0123456789abcdefghjkmnpqrs";
    private static final String RAW = "/api/v1/connections/" + CONNECTION + "/_proxy_raw";

    @TempDir
    Path home;

    private TerminalHarness terminal;
    private RecordingServer api;

    @BeforeEach
    void start() {
        terminal = new TerminalHarness(home);
        terminal.config("admin_username: bob\nadmin_private_key_path: " + terminal.key("ed25519.openssh") + "\n");
        api = RecordingServer.json(200, "{\"upstream\":true}");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void sendsAnAbsoluteAddressInAHeader() throws Exception {
        Result result =
                curl("https://api.example.test/v2/x?a=b#part", "-H", "X-Trace: a1", "-d", "https://not.this.test");

        assertThat(result.status()).as(result.err()).isZero();
        Call call = api.calls.getFirst();
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.target()).isEqualTo(RAW);
        assertThat(call.headers().get("X-AuthProxy-Upstream-URL")).containsExactly("https://api.example.test/v2/x?a=b");
        assertThat(call.headers().get("X-Trace")).containsExactly("a1");
        assertThat(call.body()).isEqualTo("https://not.this.test");
        assertThat(CompactJws.parse(call.token()).claims().subject()).contains("bob");
        assertThat(home.resolve("answer")).hasContent("{\"upstream\":true}");
    }

    @Test
    void putsAPathBehindTheConnection() {
        assertThat(curl("-G", "-d", "q=1", "/v2/items").status()).isZero();
        assertThat(curl("--url", "/v2/other", "-XDELETE").status()).isZero();
        assertThat(curl("-sXPUT", "-da=b", "--", "/v2/third").status()).isZero();

        assertThat(api.calls.stream()
                        .map(call -> call.method() + " " + call.target())
                        .toList())
                .isEqualTo(List.of(
                        "GET " + RAW + "/v2/items?q=1", "DELETE " + RAW + "/v2/other", "PUT " + RAW + "/v2/third"));
        assertThat(api.calls).noneMatch(call -> call.headers().containsKey("X-AuthProxy-Upstream-URL"));
    }

    @Test
    void keepsTheTokenOffTheCommandLine() throws Exception {
        // curl is asked to print its own command line from /proc while the call runs.
        try (RecordingServer slow = new RecordingServer((exchange, call) -> {
            String lines = ProcessHandle.current()
                    .children()
                    .map(child -> child.info().commandLine().orElse("")
                            + String.join(" ", child.info().arguments().orElse(new String[0])))
                    .reduce("", String::concat);
            RecordingServer.respond(exchange, 200, lines);
        })) {
            terminal.run(
                    "proxy",
                    "--apiUrl",
                    slow.url(),
                    CONNECTION,
                    "curl",
                    "-s",
                    "-o",
                    home.resolve("answer").toString(),
                    "/x");
            assertThat(Files.readString(home.resolve("answer")))
                    .contains("curl")
                    .contains("--config")
                    .doesNotContain("Bearer")
                    .doesNotContain(slow.calls.getFirst().token());
        }
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().matches("authproxy-.*\\.curl"));
        }
    }

    @Test
    void failsWhenCurlFails() {
        assertThat(terminal.run("proxy", "--apiUrl", "http://127.0.0.1:1", CONNECTION, "curl", "-s", "/x")
                        .status())
                .isEqualTo(1);
        try (RecordingServer refusing = RecordingServer.json(403, "{}")) {
            assertThat(terminal.run("proxy", "--apiUrl", refusing.url(), CONNECTION, "curl", "-sf", "/x")
                            .status())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-X",
                "-X POST",
                "/a /b",
                "relative",
                "ftp://x.test/",
                "-L /x",
                "-sL /x",
                "--location /x",
                "-u a:b /x",
                "-ua:b /x",
                "--oauth2-bearer x /x",
                "-K file /x",
                "--next /x",
                "-n /x",
                "-HAuthorization:x /x",
                "-H authorization:x /x",
                "-H X-AuthProxy-Upstream-URL:x /x",
                "--header Authorization;x /x",
                "-G -d a=b https://api.example.test/",
                "--request-target /y /x",
                "https://user:pass@api.example.test/",
            })
    void refusesCallsThatCannotGoThroughTheProxy(String arguments) {
        Result result = curl(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(result.status()).as(result.err()).isEqualTo(2);
        assertThat(api.calls).isEmpty();
    }

    @Test
    void refusesOtherCommandsAndIds() {
        for (String[] command : new String[][] {
            {"proxy"},
            {"proxy", CONNECTION},
            {"proxy", CONNECTION, "wget", "/x"},
            {"proxy", "cxr_0123456789abcdefghjkmnpqrs", "curl", "/x"},
            {"proxy", "cxn_/../../../me", "curl", "/x"},
            {"proxy", CONNECTION, "curl", "/x y"},
            {"proxy", CONNECTION, "curl", "/x\nheader = \"A: b\""},
        }) {
            assertThat(terminal.run(command).status()).isEqualTo(2);
        }
    }

    private Result curl(String... arguments) {
        List<String> line = new ArrayList<>(List.of("proxy", "--apiUrl", api.url(), CONNECTION, "curl"));
        if (arguments.length > 0) {
            line.addAll(List.of("-s", "-o", home.resolve("answer").toString()));
        }
        line.addAll(List.of(arguments));
        return terminal.run(line.toArray(String[]::new));
    }
}

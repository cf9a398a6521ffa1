package net.authproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.authproxy.cli.TerminalHarness.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandTreeTests {

    @TempDir
    Path home;

    private TerminalHarness terminal;

    @BeforeEach
    void configure() {
        terminal = new TerminalHarness(home);
    }

    @Test
    void offersHelpForEveryCommand() {
        CommandLine root = CommandTree.create(
                terminal.context(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())));
        assertThat(root.getSubcommands().keySet())
                .containsExactlyInAnyOrder(
                        "sign-jwt", "verify-jwt", "whoami", "list", "audit", "raw-proxy", "proxy", "completion");
        assertThat(terminal.run("--help").out()).contains("sign-jwt", "raw-proxy", "Usage: authproxy");
        for (String command : root.getSubcommands().keySet()) {
            Result result = terminal.run(command, "--help");
            assertThat(result.status()).isZero();
            assertThat(result.out()).startsWith("Usage: authproxy ");
        }
        assertThat(terminal.run("list", "connections", "--help").out()).contains("--selector");
        assertThat(terminal.run("--version").out()).startsWith("authproxy ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "list",
                "list things",
                "audit",
                "audit verify",
                "sign-jwt --unknown",
                "completion",
                "completion csh"
            })
    void answersMisuseWithStatusTwo(String line) {
        Result result = terminal.run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isNotBlank().doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "routes", "migrate", "reencrypt"})
    void pointsToTheServerForItsCommands(String command) {
        Result result = terminal.run(command, "all");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("scripts/authproxy " + command);
    }

    @Test
    void reportsEveryFindingInTheFileAtOnce() {
        terminal.config("admin_user: bob\nnamespace: [root]\nserver: {apis: x, api: {}}\n");

        Result result = terminal.run("sign-jwt");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err())
                .contains(
                        "unknown key admin_user,",
                        "namespace must be a text",
                        "unknown key server.apis,",
                        "server.api must be a text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: [",
                "- a",
                "text",
                "namespace: a\nnamespace: b",
                "server: x",
                "namespace: !!java.net.URL x",
                "admin_ssh_agent: true"
            })
    void refusesAFileThatIsNotOfItsForm(String yaml) {
        terminal.config(yaml);

        Result result = terminal.run("sign-jwt");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).startsWith("authproxy: " + home).doesNotContain("Exception");
    }

    @Test
    void readsAnotherFileOnRequest() throws Exception {
        Path other = home.resolve("other.yaml");
        Files.writeString(other, "admin_username: other\nadmin_private_key_path: " + terminal.key("ed25519.openssh"));

        assertThat(terminal.run("sign-jwt", "--config", other.toString(), "-o", "yaml")
                        .out())
                .contains("sub: other");
        assertThat(terminal.run("sign-jwt", "--config", "/nowhere.yaml").err()).contains("cannot read /nowhere.yaml");
    }

    @Test
    void printsCompletionsThatTheShellAccepts() throws Exception {
        for (String shell : List.of("bash", "zsh", "fish")) {
            Result result = terminal.run("completion", shell);
            assertThat(result.status()).isZero();
            assertThat(result.out()).contains("sign-jwt", "apiUrl");
        }
        Path script = home.resolve("completion.bash");
        Files.writeString(script, terminal.run("completion", "bash").out() + "\n");
        Process bash =
                new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
        assertThat(bash.waitFor()).isZero();
    }
}

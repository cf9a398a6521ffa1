package net.authproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import net.authproxy.cli.TerminalHarness.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class VerifyJwtCommandTests {

    @TempDir
    Path home;

    private TerminalHarness terminal;
    private String token;

    @BeforeEach
    void sign() {
        terminal = new TerminalHarness(home);
        terminal.config("admin_username: bobdole\nadmin_private_key_path: " + terminal.key("rsa.openssh") + "\n");
        token = terminal.run("sign-jwt").out();
    }

    @Test
    void printsTheClaimsOfATokenThatTheKeySigned() {
        Result result = terminal.run(
                "verify-jwt", token, "--publicKeyPath", terminal.key("rsa.pub").toString());

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(JsonMapper.shared().readTree(result.out()).path("sub").asString())
                .isEqualTo("bobdole");
    }

    @Test
    void failsForAnotherKeyOrAChangedToken() {
        String rsa = terminal.key("rsa.pub").toString();
        String other = terminal.key("ed25519.pub").toString();

        for (String[] command : new String[][] {
            {"verify-jwt", token, "--publicKeyPath", other},
            {"verify-jwt", token, "--publicKeyPath", rsa, "--alg", "PS256"},
            {"verify-jwt", token.substring(1), "--publicKeyPath", rsa},
            {"verify-jwt", "x", "--publicKeyPath", rsa},
            {"verify-jwt", token, "--publicKeyPath", "/nowhere"},
            {"verify-jwt", token, "--publicKeyPath", terminal.key("rsa.pem").toString()},
        }) {
            Result result = terminal.run(command);
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .startsWith("authproxy: ")
                    .doesNotContain(token)
                    .doesNotContain("Exception");
        }
    }

    @Test
    void checksASharedSecret() throws Exception {
        Path secret = home.resolve("secret");
        Files.writeString(secret, "9f".repeat(32) + "\n");
        String shared =
                terminal.run("sign-jwt", "--secretKeyPath", secret.toString()).out();

        assertThat(terminal.run("verify-jwt", shared, "--secretKeyPath", secret.toString())
                        .status())
                .isZero();
        assertThat(terminal.run("verify-jwt", token, "--secretKeyPath", secret.toString())
                        .status())
                .isEqualTo(1);
        Files.writeString(secret, "your-256-bit-secret");
        assertThat(terminal.run("verify-jwt", shared, "--secretKeyPath", secret.toString())
                        .status())
                .isEqualTo(1);
    }

    @Test
    void warnsOfAnExpiredToken() {
        String key = terminal.key("rsa.pub").toString();
        String ended = terminal.run("sign-jwt", "--ttl", "60s").out();

        terminal.now = TerminalHarness.NOW.plusSeconds(59);
        assertThat(terminal.run("verify-jwt", ended, "--publicKeyPath", key).err())
                .isEmpty();
        terminal.now = TerminalHarness.NOW.plusSeconds(60);
        Result result = terminal.run("verify-jwt", ended, "--publicKeyPath", key);

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEqualTo("warning: the token expired at 2026-11-24T12:01:00Z");
    }

    @Test
    void needsExactlyOneKey() {
        String rsa = terminal.key("rsa.pub").toString();

        assertThat(terminal.run("verify-jwt", token).status()).isEqualTo(2);
        assertThat(terminal.run("verify-jwt", token, "--publicKeyPath", rsa, "--secretKeyPath", rsa)
                        .status())
                .isEqualTo(2);
        assertThat(terminal.run("verify-jwt", "--publicKeyPath", rsa).status()).isEqualTo(2);
        terminal.environment.put("AUTHPROXY_CLI_PUBLIC_KEY_PATH", rsa);
        assertThat(terminal.run("verify-jwt", token).status()).isZero();
    }
}

package net.authproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import net.authproxy.cli.TerminalHarness.Result;
import net.authproxy.jose.CompactJws;
import net.authproxy.jose.JwsVerifier;
import net.authproxy.jose.JwtClaims;
import net.authproxy.jose.PublicKeys;
import net.authproxy.jose.VerificationKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SignJwtCommandTests {

    @TempDir
    Path home;

    private TerminalHarness terminal;

    @BeforeEach
    void configure() {
        terminal = new TerminalHarness(home);
        terminal.config("admin_username: bobdole\nadmin_private_key_path: " + terminal.key("ed25519.openssh") + "\n");
    }

    @Test
    void printsATokenWithTheClaimsOfTheContract() throws Exception {
        Result result = terminal.run("sign-jwt");

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        CompactJws token = CompactJws.parse(result.out());
        VerificationKey key = PublicKeys.parse(Files.readString(terminal.key("ed25519.pub")), null);
        assertThat(JwsVerifier.verify(token, key)).isTrue();
        JwtClaims claims = token.claims();
        assertThat(claims.subject()).contains("bobdole");
        assertThat(claims.namespace()).contains("root");
        assertThat(claims.actorSigned()).isTrue();
        assertThat(claims.audience()).containsExactly("public", "api", "admin-api");
        assertThat(claims.issuedAt()).contains(TerminalHarness.NOW);
        assertThat(claims.expiresAt()).contains(TerminalHarness.NOW.plusSeconds(300));
        assertThat(claims.jwtId().orElseThrow()).matches("jti_[0-9a-z]{26}");
        assertThat(JsonMapper.shared().readTree(claims.json()).propertyNames())
                .containsExactlyInAnyOrder("sub", "namespace", "actor_signed", "aud", "iat", "exp", "jti");
    }

    @ParameterizedTest
    @CsvSource({"90s,90", "1h30m,5400", "1d,86400", "1500ms,1"})
    void setsTheLifetime(String ttl, int seconds) {
        assertThat(claims("sign-jwt", "--ttl", ttl).expiresAt()).contains(TerminalHarness.NOW.plusSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "5", "", "m", "-1m", "1m1h", "999ms", "9999999999s"})
    void refusesWhatIsNoLifetime(String ttl) {
        assertUsage(terminal.run("sign-jwt", "--ttl", ttl));
    }

    @Test
    void choosesActorNamespaceAndAudience() {
        assertThat(claims("sign-jwt", "--actorId", "alice", "--namespace", "root.a")
                        .subject())
                .contains("alice");
        assertThat(claims("sign-jwt", "--actorId", "alice", "--namespace", "root.a")
                        .namespace())
                .contains("root.a");
        assertThat(claims("sign-jwt", "--admin").subject()).contains("osuser");
        assertThat(claims("sign-jwt", "--apis", "api").audience()).containsExactly("api");
        assertThat(claims("sign-jwt", "--apis", "api,public").audience()).containsExactly("api", "public");
        assertUsage(terminal.run("sign-jwt", "--admin", "--actorId", "alice"));
        assertUsage(terminal.run("sign-jwt", "--apis", "api,none"));
        assertUsage(terminal.run("sign-jwt", "--apis", ""));
    }

    @Test
    void letsTheFlagWinOverTheEnvironmentAndThatOverTheFile() {
        terminal.config("admin_username: file\nnamespace: root.file\nadmin_private_key_path: "
                + terminal.key("ed25519.openssh") + "\n");
        assertThat(claims("sign-jwt").namespace()).contains("root.file");

        terminal.environment.put("AUTHPROXY_CLI_NAMESPACE", "root.environment");
        terminal.environment.put("AUTHPROXY_CLI_ACTOR_ID", "environment");
        terminal.environment.put("AUTHPROXY_CLI_TTL", "1m");
        assertThat(claims("sign-jwt").namespace()).contains("root.environment");
        assertThat(claims("sign-jwt").subject()).contains("environment");
        assertThat(claims("sign-jwt").expiresAt()).contains(Instant.parse("2026-11-24T12:01:00Z"));

        JwtClaims claims = claims("sign-jwt", "--namespace", "root.flag", "--actorId", "flag", "--ttl", "2m");
        assertThat(claims.namespace()).contains("root.flag");
        assertThat(claims.subject()).contains("flag");
        assertThat(claims.expiresAt()).contains(Instant.parse("2026-11-24T12:02:00Z"));
        assertThat(claims("sign-jwt", "--admin").subject()).contains("osuser");
    }

    @Test
    void letsAKeyFlagWinOverTheOtherKindInTheEnvironment() throws Exception {
        Path secret = home.resolve("secret");
        Files.writeString(secret, "a secret of more than 32 bytes, for this test\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        terminal.environment.put(
                "AUTHPROXY_CLI_PRIVATEKEYPATH", terminal.key("rsa.pem").toString());

        assertThat(algorithm("sign-jwt")).isEqualTo("RS256");
        assertThat(algorithm("sign-jwt", "--secretKeyPath", secret.toString())).isEqualTo("HS256");
        assertUsage(
                terminal.run("sign-jwt", "--secretKeyPath", secret.toString(), "--privateKeyPath", secret.toString()));
        terminal.environment.clear();
        terminal.config("admin_username: bob\nadmin_shared_key_path: ~/secret\n");
        assertThat(algorithm("sign-jwt")).isEqualTo("HS256");
    }

    @Test
    void narrowsTheTokenToPermissionsFromTextOrFile() throws Exception {
        String json = "[{\"namespace\":\"root.**\",\"resources\":[\"connections\"],\"verbs\":[\"get\"]}]";
        Files.writeString(home.resolve("permissions.json"), json);

        for (String argument : new String[] {json, "~/permissions.json"}) {
            JsonNode claim = claims("sign-jwt", "--permissions", argument)
                    .claim("permissions")
                    .orElseThrow();
            assertThat(claim).isEqualTo(JsonMapper.shared().readTree(json));
        }
        assertThat(claims("sign-jwt", "--permissions", "[]")
                        .claim("permissions")
                        .orElseThrow())
                .isEmpty();
        for (String wrong : new String[] {"{}", "[1]", "[", "/nowhere.json", "null"}) {
            assertUsage(terminal.run("sign-jwt", "--permissions", wrong));
        }
    }

    @Test
    void opensAnEncryptedKeyWithAPassphraseFromTerminalOrEnvironment() {
        Path key = terminal.key("ed25519.encrypted.openssh");
        String[] command = {"sign-jwt", "--privateKeyPath", key.toString()};

        assertThat(terminal.run(command)).satisfies(result -> {
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err()).contains("AUTHPROXY_KEY_PASSPHRASE");
        });
        terminal.passphrase = java.util.Optional.of("correct horse");
        assertThat(terminal.run(command).status()).isZero();
        terminal.environment.put("AUTHPROXY_KEY_PASSPHRASE", "wrong");
        assertThat(terminal.run(command)).satisfies(result -> {
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err()).contains("is the passphrase right?").doesNotContain("wrong");
        });
        terminal.environment.put("AUTHPROXY_KEY_PASSPHRASE", "correct horse");
        assertThat(terminal.run(command).status()).isZero();
    }

    @Test
    void warnsWhenOthersCanReadTheKey() throws Exception {
        Files.setPosixFilePermissions(home.resolve("ed25519.openssh"), PosixFilePermissions.fromString("rw-r--r--"));

        Result result = terminal.run("sign-jwt");

        assertThat(result.status()).isZero();
        assertThat(result.err()).startsWith("warning: ").contains("chmod 600");
    }

    @Test
    void printsOtherFormsOnRequest() {
        JsonNode json = JsonMapper.shared()
                .readTree(terminal.run("sign-jwt", "-o", "json").out());

        assertThat(json.at("/claims/sub").asString()).isEqualTo("bobdole");
        assertThat(CompactJws.parse(json.path("token").asString()).claims().subject())
                .contains("bobdole");
        assertThat(terminal.run("sign-jwt", "-o", "yaml").out()).contains("sub: bobdole");
        assertUsage(terminal.run("sign-jwt", "-o", "xml"));
    }

    @Test
    void explainsWhatIsMissing() {
        terminal.config("");
        assertThat(terminal.run("sign-jwt").err()).contains("who are you?");
        terminal.config("admin_username: bob\n");
        assertThat(terminal.run("sign-jwt").err()).contains("which key?");
        terminal.config("admin_username: bob\nadmin_private_key_path: /nowhere/key\n");
        assertThat(terminal.run("sign-jwt")).satisfies(result -> {
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err()).isEqualTo("authproxy: there is no key file /nowhere/key");
        });
    }

    private JwtClaims claims(String... command) {
        Result result = terminal.run(command);
        assertThat(result.status()).as(result.err()).isZero();
        return CompactJws.parse(result.out()).claims();
    }

    private String algorithm(String... command) {
        return CompactJws.parse(terminal.run(command).out()).algorithm().text();
    }

    private static void assertUsage(Result result) {
        assertThat(result.status()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isNotBlank();
    }
}

package net.authproxy.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrivateKeysTests {

    static Stream<String> plainFiles() {
        return files("");
    }

    static Stream<String> encryptedFiles() {
        return files("encrypted.");
    }

    @ParameterizedTest
    @MethodSource("plainFiles")
    void signsWithAKeyOfEveryForm(String file) {
        SigningKey key = PrivateKeys.parse(TestKeys.text(file), null);

        assertMatchesPublicHalf(file, key);
    }

    @ParameterizedTest
    @MethodSource("encryptedFiles")
    void opensAnEncryptedKeyWithItsPassphraseOnly(String file) {
        String text = TestKeys.text(file);

        assertMatchesPublicHalf(file, PrivateKeys.parse(text, TestKeys.PASSPHRASE.toCharArray()));
        assertThatThrownBy(() -> PrivateKeys.parse(text, null)).isInstanceOf(PassphraseRequiredException.class);
        for (String wrong : List.of("", "wrong", "correct horse ")) {
            assertThatThrownBy(() -> PrivateKeys.parse(text, wrong.toCharArray()))
                    .isInstanceOf(KeyRejectedException.class)
                    .isNotInstanceOf(PassphraseRequiredException.class)
                    .hasMessageContaining("passphrase")
                    .hasNoCause();
        }
    }

    @Test
    void refusesWhatIsNoPrivateKey() {
        String pem = TestKeys.text("rsa.pem");
        for (String text : List.of(
                "",
                "hello",
                TestKeys.text("rsa.pub"),
                TestKeys.text("rsa.spki.pem"),
                pem.substring(0, 400),
                pem.substring(0, 400) + "\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----",
                TestKeys.text("ed25519.openssh").replace("AAAA", "BBBB"),
                "x".repeat(70_000) + pem)) {
            assertThatThrownBy(() -> PrivateKeys.parse(text, null))
                    .as(text)
                    .isInstanceOf(KeyRejectedException.class)
                    .hasNoCause();
        }
    }

    @Test
    void readsAnEcKeyBehindItsParameters() {
        String parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

        assertThat(PrivateKeys.parse(parameters + TestKeys.text("ecdsa256.pem"), null)
                        .verificationKey())
                .isEqualTo(TestKeys.verification("ecdsa256"));
    }

    @Test
    void saysNothingOfTheSecretInItsText() {
        assertThat(TestKeys.signing("ed25519"))
                .hasToString(
                        "signing EdDSA key " + TestKeys.verification("ed25519").fingerprint());
    }

    private static void assertMatchesPublicHalf(String file, SigningKey key) {
        VerificationKey expected = TestKeys.verification(file.substring(0, file.indexOf('.')));
        CompactJws token = CompactJws.parse(JwsSigner.sign(Map.of("sub", "a"), key, "ak_1"));

        assertThat(key.verificationKey()).isEqualTo(expected);
        assertThat(token.keyId()).contains("ak_1");
        assertThat(JwsVerifier.verify(token, expected)).isTrue();
    }

    private static Stream<String> files(String prefix) {
        List<String> files = new ArrayList<>();
        for (String name : TestKeys.NAMES) {
            files.add(name + "." + prefix + "openssh");
            files.add(name + "." + prefix + "pkcs8.pem");
            if (!name.equals("ed25519")) {
                files.add(name + "." + prefix + "pem");
            }
        }
        return files.stream();
    }
}

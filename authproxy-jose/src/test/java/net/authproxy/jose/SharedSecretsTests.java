package net.authproxy.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.Test;

class SharedSecretsTests {

    private static final byte[] SECRET = new byte[32];

    static {
        for (int i = 0; i < SECRET.length; i++) {
            SECRET[i] = (byte) (250 + 7 * i);
        }
        SECRET[31] = '\n';
    }

    @Test
    void readsRawHexAndBase64FilesAlike() {
        String hex = HexFormat.of().formatHex(SECRET);
        String base64 = Base64.getEncoder().encodeToString(SECRET);
        String url = Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET);

        assertThat(SharedSecrets.fromFile(SECRET)).isEqualTo(SECRET);
        for (String text : List.of(hex, hex.toUpperCase(java.util.Locale.ROOT), base64, url)) {
            assertThat(SharedSecrets.fromFile(bytes(text))).isEqualTo(SECRET);
            assertThat(SharedSecrets.fromFile(bytes(text + "\r\n"))).isEqualTo(SECRET);
        }
    }

    @Test
    void takesOtherContentAsItStands() {
        assertThat(SharedSecrets.fromFile(bytes("a long sentence that is known to two parties only\n")))
                .isEqualTo(bytes("a long sentence that is known to two parties only"));
        assertThat(SharedSecrets.fromFile(new byte[0])).isEmpty();
    }

    @Test
    void refusesShortSecrets() {
        assertThat(VerificationKey.hmac(SECRET).algorithm()).isEqualTo(SignatureAlgorithm.HS256);
        assertThatThrownBy(() -> VerificationKey.hmac(new byte[31])).isInstanceOf(KeyRejectedException.class);
        assertThatThrownBy(() -> SigningKey.hmac(new byte[0])).isInstanceOf(KeyRejectedException.class);
    }

    @Test
    void refusesEverySecretOfThePublicList() throws IOException {
        List<String> lines =
                Files.readAllLines(Vectors.file("jwt/weak_hmac_secrets_top2000.txt"), StandardCharsets.UTF_8);
        int refused = 0;
        for (String line : lines) {
            if (line.isEmpty()) {
                continue;
            }
            assertThat(SharedSecrets.isPubliclyKnown(bytes(line))).isTrue();
            assertThat(SharedSecrets.isPubliclyKnown(bytes(" " + line + "\n"))).isTrue();
            assertThatThrownBy(() -> VerificationKey.hmac(bytes(line))).isInstanceOf(KeyRejectedException.class);
            refused++;
        }
        assertThat(lines).hasSize(2000);
        assertThat(refused).isEqualTo(1999);
    }

    @Test
    void tellsSecretsApartByFingerprint() {
        byte[] other = SECRET.clone();
        other[0]++;

        assertThat(VerificationKey.hmac(SECRET)).isEqualTo(VerificationKey.hmac(SECRET.clone()));
        assertThat(VerificationKey.hmac(SECRET).fingerprint())
                .isNotEqualTo(VerificationKey.hmac(other).fingerprint());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

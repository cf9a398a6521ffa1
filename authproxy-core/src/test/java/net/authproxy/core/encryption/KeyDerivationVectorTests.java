package net.authproxy.core.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import net.authproxy.core.shared.secret.SecretBytes;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Wycheproof's HKDF-SHA256 rows, and that purposes share no key. */
class KeyDerivationVectorTests {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void derivesEveryRowOfThePublishedVectors() throws IOException {
        JsonNode root = new JsonMapper().readTree(Files.readString(Vectors.file("wycheproof/hkdf_sha256_test.json")));
        int valid = 0;
        int invalid = 0;

        for (JsonNode group : root.get("testGroups")) {
            for (JsonNode test : group.get("tests")) {
                if (test.get("result").stringValue().equals("valid")) {
                    assertThat(derive(test)).as("tcId " + test.get("tcId")).isEqualTo(bytes(test, "okm"));
                    valid++;
                } else {
                    assertThatThrownBy(() -> derive(test))
                            .as("tcId " + test.get("tcId"))
                            .isInstanceOf(RuntimeException.class);
                    invalid++;
                }
            }
        }

        assertThat(valid).isEqualTo(83);
        assertThat(invalid).isEqualTo(3);
    }

    @Test
    void givesEachPurposeAKeyOfItsOwn() {
        byte[] material = new byte[KeyDerivation.KEY_BYTES];
        Arrays.fill(material, (byte) 7);
        Set<String> keys = new HashSet<>();
        keys.add(HEX.formatHex(material));

        for (Purpose purpose : Purpose.values()) {
            keys.add(HEX.formatHex(KeyDerivation.derive(SecretBytes.copyOf(material), purpose.label())));
        }

        assertThat(keys).hasSize(Purpose.values().length + 1);
    }

    private static byte[] derive(JsonNode test) {
        return KeyDerivation.hkdf(
                bytes(test, "ikm"),
                bytes(test, "salt"),
                bytes(test, "info"),
                test.get("size").intValue());
    }

    private static byte[] bytes(JsonNode test, String member) {
        return HEX.parseHex(test.get(member).stringValue());
    }
}

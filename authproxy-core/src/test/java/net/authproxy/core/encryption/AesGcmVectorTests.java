package net.authproxy.core.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Wycheproof's AES-GCM rows through our own class, which knows one key size, one nonce size and one tag size. */
class AesGcmVectorTests {

    private static final int ROWS = 316;

    @Test
    void everyRowIsOpenedOrRefusedAsItShould() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();

        for (Row row : rows()) {
            counts.merge(row.check(), 1, Integer::sum);
        }

        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "valid: opens and seals alike", 39,
                        "invalid: refused", 27,
                        "nonce of another size: refused", 39,
                        "key of another size: refused", 211));
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(ROWS);
    }

    private static java.util.List<Row> rows() throws IOException {
        JsonNode root = new JsonMapper().readTree(Files.readString(Vectors.file("wycheproof/aes_gcm_test.json")));
        java.util.List<Row> rows = new java.util.ArrayList<>();
        for (JsonNode group : root.get("testGroups")) {
            assertThat(group.get("tagSize").intValue()).isEqualTo(AesGcm.TAG_BYTES * Byte.SIZE);
            for (JsonNode test : group.get("tests")) {
                rows.add(new Row(test));
            }
        }
        return rows;
    }

    private record Row(JsonNode json) {

        String check() {
            if (bytes("key").length != KeyDerivation.KEY_BYTES) {
                assertThatThrownBy(this::open).as(name()).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(this::seal).as(name()).isInstanceOf(IllegalArgumentException.class);
                return "key of another size: refused";
            }
            if (bytes("iv").length != AesGcm.NONCE_BYTES) {
                assertThatThrownBy(this::open).as(name()).isInstanceOf(UndecryptableException.class);
                return "nonce of another size: refused";
            }
            if (json.get("result").stringValue().equals("invalid")) {
                assertThatThrownBy(this::open).as(name()).isInstanceOf(UndecryptableException.class);
                return "invalid: refused";
            }
            assertThat(open()).as(name()).isEqualTo(bytes("msg"));
            assertThat(seal()).as(name()).isEqualTo(sealed());
            return "valid: opens and seals alike";
        }

        private byte[] open() {
            return AesGcm.open(key(), bytes("aad"), sealed());
        }

        private byte[] seal() {
            return new AesGcm(new FixedRandom(bytes("iv"))).seal(key(), bytes("aad"), bytes("msg"));
        }

        private byte[] sealed() {
            byte[] iv = bytes("iv");
            byte[] text = bytes("ct");
            byte[] tag = bytes("tag");
            byte[] all = Arrays.copyOf(iv, iv.length + text.length + tag.length);
            System.arraycopy(text, 0, all, iv.length, text.length);
            System.arraycopy(tag, 0, all, iv.length + text.length, tag.length);
            return all;
        }

        private SecretKey key() {
            return new SecretKeySpec(bytes("key"), "AES");
        }

        private byte[] bytes(String member) {
            return HexFormat.of().parseHex(json.get(member).stringValue());
        }

        private String name() {
            return "tcId " + json.get("tcId") + " " + json.get("comment");
        }
    }

    /** Gives the nonce of a row, so that sealing can be compared byte by byte. */
    private static final class FixedRandom extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] fixed;

        FixedRandom(byte[] fixed) {
            this.fixed = fixed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(fixed, 0, bytes, 0, bytes.length);
        }
    }
}

package net.authproxy.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Goal C1 for the primitives under JWS: no invalid signature accepted, valid ones agreed on, the rest by name. */
@Tag("C1")
class WycheproofSignatureTests {

    @ParameterizedTest
    @CsvSource({
        "ecdsa_secp256r1_sha256_p1363_test.json, ES256, 173, 89, 0",
        "ecdsa_secp384r1_sha384_p1363_test.json, ES384, 193, 87, 0",
        "ecdsa_secp521r1_sha512_p1363_test.json, ES512, 231, 87, 0",
        "ed25519_test.json, EdDSA, 88, 63, 0",
        "rsa_signature_2048_sha256_test.json, RS256, 9, 249, 1",
        "rsa_signature_3072_sha256_test.json, RS256, 8, 250, 1",
        "rsa_signature_4096_sha256_test.json, RS256, 7, 250, 1",
        "rsa_signature_2048_sha384_test.json, RS384, 7, 250, 1",
        "rsa_signature_2048_sha512_test.json, RS512, 8, 250, 1",
        "rsa_pss_2048_sha256_mgf1_32_test.json, PS256, 63, 45, 0",
    })
    void agreesOnEverySignature(String file, String alg, int valid, int invalid, int acceptable) {
        SignatureAlgorithm algorithm = SignatureAlgorithm.named(alg).orElseThrow();
        Tally tally = new Tally();

        for (JsonNode group : groups(file)) {
            VerificationKey key = key(group, algorithm);
            for (JsonNode test : group.get("tests").values()) {
                boolean accepted = key.verifies(bytes(test, "msg"), bytes(test, "sig"));
                tally.add(test, accepted);
            }
        }

        assertThat(tally.differences).isEmpty();
        assertThat(tally.counts)
                .isEqualTo(
                        acceptable == 0
                                ? Map.of("valid", valid, "invalid", invalid)
                                : Map.of("valid", valid, "invalid", invalid, "acceptable", acceptable));
    }

    @Test
    void acceptsNoEcdsaSignatureInDerForm() {
        // All 484 rows of this file are in DER form, which JWS does not know (RFC 7518, 3.4): none may pass.
        int rows = 0;
        for (JsonNode group : groups("ecdsa_secp256r1_sha256_test.json")) {
            VerificationKey key = PublicKeys.parse(group.get("publicKeyPem").stringValue(), null);
            for (JsonNode test : group.get("tests").values()) {
                assertThat(key.verifies(bytes(test, "msg"), bytes(test, "sig")))
                        .as("row %s", test.get("tcId"))
                        .isFalse();
                rows++;
            }
        }
        assertThat(rows).isEqualTo(484);
    }

    @ParameterizedTest
    @CsvSource({"hmac_sha256_test.json, HS256", "hmac_sha384_test.json, HS384", "hmac_sha512_test.json, HS512"})
    void agreesOnEveryFullMac(String file, String alg) {
        SignatureAlgorithm algorithm = SignatureAlgorithm.named(alg).orElseThrow();
        int bits = 8 * SharedSecrets.leastBytes(algorithm);
        Tally tally = new Tally();
        Map<String, Integer> notOurs = new TreeMap<>();

        for (JsonNode group : groups(file)) {
            for (JsonNode test : group.get("tests").values()) {
                if (group.get("keySize").intValue() < bits) {
                    assertThat(isRefused(bytes(test, "key"), algorithm)).isTrue();
                    notOurs.merge("key shorter than the hash: refused", 1, Integer::sum);
                    continue;
                }
                VerificationKey key = VerificationKey.hmac(bytes(test, "key"), algorithm);
                boolean accepted = key.verifies(bytes(test, "msg"), bytes(test, "tag"));
                if (group.get("tagSize").intValue() < bits) {
                    assertThat(accepted).as("row %s", test.get("tcId")).isFalse();
                    notOurs.merge("truncated tag: refused", 1, Integer::sum);
                } else {
                    tally.add(test, accepted);
                }
            }
        }

        assertThat(tally.differences).isEmpty();
        assertThat(tally.counts.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(84);
        assertThat(notOurs).isEqualTo(Map.of("key shorter than the hash: refused", 6, "truncated tag: refused", 84));
    }

    private static boolean isRefused(byte[] secret, SignatureAlgorithm algorithm) {
        try {
            VerificationKey.hmac(secret, algorithm);
            return false;
        } catch (KeyRejectedException e) {
            return true;
        }
    }

    private static VerificationKey key(JsonNode group, SignatureAlgorithm algorithm) {
        if (algorithm.keyType() != KeyType.RSA) {
            return PublicKeys.parse(group.get("publicKeyPem").stringValue(), algorithm.text());
        }
        // Not all of the RSA algorithms can be registered, so the PEM goes to its reader directly.
        return PemPublicKey.read(group.get("publicKeyPem").stringValue().strip(), algorithm);
    }

    private static List<JsonNode> groups(String file) {
        Path path = Vectors.file("wycheproof/" + file);
        return List.copyOf(JsonMapper.shared().readTree(path).get("testGroups").values());
    }

    private static byte[] bytes(JsonNode test, String member) {
        return HexFormat.of().parseHex(test.get(member).stringValue());
    }

    /** Counts rows by what is expected, and keeps those on which we differ. */
    private static final class Tally {

        private final Map<String, Integer> counts = new TreeMap<>();
        private final List<String> differences = new ArrayList<>();

        private void add(JsonNode test, boolean accepted) {
            String expected = test.get("result").stringValue();
            counts.merge(expected, 1, Integer::sum);
            if (!expected.equals("acceptable") && accepted != expected.equals("valid")) {
                differences.add(test.get("tcId") + " " + test.get("comment").stringValue());
            }
        }
    }
}

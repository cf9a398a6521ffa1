package net.authproxy.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Goal C2 through the JWS layer, which takes any payload; and the JOSE rows of the mixed file, JWE included. */
@Tag("C2")
class WycheproofJwsTests {

    /** Valid by the file, refused by us, each for its reason. */
    private static final Map<Integer, String> REFUSED_VALID = Map.of(
            346, "the key says PS256, the token PS384",
            350, "the key says PS256, the token PS384",
            347, "the key says ES521, which is no algorithm",
            351, "the key says ES521, which is no algorithm",
            372, "illegal base64 letters",
            373, "illegal base64 letters");

    /**
     * Two rows called invalid hold the very bytes of row 357, which is valid: what they were to show, padding, got lost
     * in the file (C2SP/wycheproof issue 236). One token under one key cannot be both; {@link CompactJwsTests} tries
     * the padding instead.
     */
    private static final Set<Integer> CONTRADICTED = Set.of(367, 370);

    private static final int ORIGINAL = 357;

    @Test
    void refusesEveryInvalidSignatureAndAcceptsTheOthers() {
        Map<String, Integer> counts = new HashMap<>();
        TreeSet<Integer> accepted = new TreeSet<>();
        TreeSet<Integer> valid = new TreeSet<>();
        Map<Integer, String> texts = new HashMap<>();

        for (JsonNode group : groups("json_web_signature_test.json")) {
            for (JsonNode test : group.get("tests").values()) {
                String expected = test.get("result").stringValue();
                counts.merge(expected, 1, Integer::sum);
                if (expected.equals("valid")) {
                    valid.add(test.get("tcId").intValue());
                }
                texts.put(test.get("tcId").intValue(), text(test.get("jws")));
                if (isAccepted(group, test)) {
                    accepted.add(test.get("tcId").intValue());
                }
            }
        }

        assertThat(counts).isEqualTo(Map.of("invalid", 355, "valid", 46));
        assertThat(CONTRADICTED).allMatch(row -> texts.get(row).equals(texts.get(ORIGINAL)));
        accepted.removeAll(CONTRADICTED);
        valid.removeAll(REFUSED_VALID.keySet());
        assertThat(accepted).isEqualTo(valid).hasSize(40);
    }

    @Test
    void refusesEveryEncryptedToken() {
        int rows = 0;
        for (String file : List.of("json_web_encryption_test.json", "json_web_crypto_test.json")) {
            for (JsonNode group : groups(file)) {
                for (JsonNode test : group.get("tests").values()) {
                    if (test.has("jwe")) {
                        assertThat(isParsed(text(test.get("jwe")))).isFalse();
                        rows++;
                    }
                }
            }
        }
        assertThat(rows).isEqualTo(173);
    }

    private static boolean isAccepted(JsonNode group, JsonNode test) {
        try {
            JsonNode jwk = group.has("public") ? group.get("public") : group.get("private");
            VerificationKey key = Jwk.read(jwk.toString(), SignatureAlgorithm.RS256);
            return JwsParts.parse(text(test.get("jws"))).isSignedBy(key);
        } catch (KeyRejectedException | InvalidTokenException e) {
            return false;
        }
    }

    // Some rows hold a JSON serialisation.
    private static String text(JsonNode token) {
        return token.isString() ? token.stringValue() : token.toString();
    }

    private static boolean isParsed(String text) {
        try {
            JwsParts.parse(text);
            return true;
        } catch (InvalidTokenException e) {
            return false;
        }
    }

    private static List<JsonNode> groups(String file) {
        return List.copyOf(JsonMapper.shared()
                .readTree(Vectors.file("wycheproof/" + file))
                .get("testGroups")
                .values());
    }
}

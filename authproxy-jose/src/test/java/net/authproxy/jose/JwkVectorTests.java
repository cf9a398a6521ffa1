package net.authproxy.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Goal J3, the part with published rows: 21 key sets or keys that must not lead to an accepted token. */
@Tag("J3")
class JwkVectorTests {

    /** Good keys, bad signature: the keys are taken, the token is not. */
    private static final int MODIFIED_SIGNATURE = 3;

    @Test
    void refusesTheInvalidRowsAndAcceptsTheValidOnes() {
        List<Integer> wrong = new ArrayList<>();
        int invalid = 0;
        int valid = 0;

        for (JsonNode group : JsonMapper.shared()
                .readTree(Vectors.file("wycheproof/json_web_key_test.json"))
                .get("testGroups")
                .values()) {
            for (JsonNode test : group.get("tests").values()) {
                boolean expected = test.get("result").stringValue().equals("valid");
                valid += expected ? 1 : 0;
                invalid += expected ? 0 : 1;
                if (isAccepted(group, test) != expected) {
                    wrong.add(test.get("tcId").intValue());
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(invalid).isEqualTo(21);
        assertThat(valid).isEqualTo(5);
    }

    @Test
    void refusesASetAsSuchWhateverItHolds() {
        JsonNode group = JsonMapper.shared()
                .readTree(Vectors.file("wycheproof/json_web_key_test.json"))
                .get("testGroups")
                .get(3);

        assertThat(isRegistered(group.get("public"))).isFalse();
        assertThat(isRegistered(group.get("public").get("keys").get(0))).isTrue();
    }

    // We know no key sets: rows whose fault is in the set (mixed kinds, one kid twice) cannot be expressed, and the
    // set is refused. Rows with good keys are tried key by key.
    private static boolean isAccepted(JsonNode group, JsonNode test) {
        JsonNode set = group.has("public") ? group.get("public") : group.get("private");
        boolean faultInSet =
                test.get("flags").valueStream().anyMatch(flag -> flag.asString().equals("Ambiguous"));
        if (faultInSet) {
            return isRegistered(set);
        }
        Stream<JsonNode> keys = set.get("keys").valueStream();
        String token = test.get("jws").stringValue();
        if (test.get("tcId").intValue() == MODIFIED_SIGNATURE) {
            assertThat(set.get("keys").valueStream()).allMatch(JwkVectorTests::isRegistered);
        }
        return keys.anyMatch(key -> isRegistered(key) && JwsParts.parse(token).isSignedBy(read(key)));
    }

    private static boolean isRegistered(JsonNode key) {
        try {
            read(key);
            return true;
        } catch (KeyRejectedException e) {
            return false;
        }
    }

    private static VerificationKey read(JsonNode key) {
        return Jwk.read(key.toString(), SignatureAlgorithm.RS256);
    }
}

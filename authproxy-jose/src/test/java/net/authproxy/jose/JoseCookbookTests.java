package net.authproxy.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The examples of RFC 7520, 7797 and 8037 through the JWS layer. */
class JoseCookbookTests {

    /** Examples without an output in compact form with its content, and why there is nothing of ours to try. */
    private static final Map<String, String> NOT_COMPACT = Map.of(
            "jws/4_5.signature_with_detached_content.json", "detached: refused below",
            "jws/4_6.protecting_specific_header_fields.json", "JSON serialisation only",
            "jws/4_7.protecting_content_only.json", "JSON serialisation only",
            "jws/4_8.multiple_signatures.json", "JSON serialisation only",
            "rfc7797/4.2.hmac-sha2_b64_false.json", "JSON serialisation only");

    @ParameterizedTest
    @CsvSource({
        "jws/4_1.rsa_v15_signature.json",
        "jws/4_2.rsa-pss_signature.json",
        "jws/4_3.ecdsa_signature.json",
        "jws/4_4.hmac-sha2_integrity_protection.json",
        "curve25519/jws.json",
    })
    void verifiesThePublishedSignature(String file) {
        JsonNode example = read(file);
        ObjectNode jwk = (ObjectNode) example.at("/input/key").deepCopy();
        List.of("d", "p", "q", "dp", "dq", "qi").forEach(jwk::remove);
        jwk.set("alg", example.at("/input/alg"));
        VerificationKey key = Jwk.read(jwk.toString(), SignatureAlgorithm.RS256);

        JwsParts token = JwsParts.parse(example.at("/output/compact").stringValue());

        assertThat(token.isSignedBy(key)).isTrue();
        assertThat(new String(token.payload(), StandardCharsets.UTF_8))
                .isEqualTo(example.at("/input/payload").stringValue());
    }

    @Test
    void refusesDetachedAndUnencodedContent() {
        String detached = read("jws/4_5.signature_with_detached_content.json")
                .at("/output/compact")
                .stringValue();
        String unencoded =
                read("rfc7797/hmac-sha2_b64_false.json").at("/output/compact").stringValue();

        assertThatThrownBy(() -> CompactJws.parse(detached)).isInstanceOf(InvalidTokenException.class);
        assertThatThrownBy(() -> CompactJws.parse(unencoded)).isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void refusesEveryJsonSerialisationAndEveryEncryptedToken() throws IOException {
        int refused = 0;
        for (String file : allFiles()) {
            JsonNode output = read(file).path("output");
            for (String form : List.of("json", "json_flat")) {
                if (output.has(form)) {
                    assertRefused(output.get(form).toString());
                    refused++;
                }
            }
            if ((file.startsWith("jwe") || file.contains("ecdh-es")) && output.has("compact")) {
                assertRefused(output.get("compact").stringValue());
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(40);
        assertThat(allFiles()).containsAll(NOT_COMPACT.keySet());
    }

    @Test
    void registersThePublicKeysOnly() {
        assertThat(PublicKeys.parse(read("jwk/3_1.ec_public_key.json").toString(), null)
                        .algorithm())
                .isEqualTo(SignatureAlgorithm.ES512);
        assertThat(PublicKeys.parse(read("jwk/3_3.rsa_public_key.json").toString(), null)
                        .algorithm())
                .isEqualTo(SignatureAlgorithm.RS256);
        for (String file : List.of(
                "jwk/3_2.ec_private_key.json",
                "jwk/3_4.rsa_private_key.json",
                "jwk/3_5.symmetric_key_mac_computation.json",
                "jwk/3_6.symmetric_key_encryption.json")) {
            assertThatThrownBy(() -> PublicKeys.parse(read(file).toString(), null))
                    .isInstanceOf(KeyRejectedException.class);
        }
    }

    private static void assertRefused(String token) {
        assertThatThrownBy(() -> JwsParts.parse(token)).isInstanceOf(InvalidTokenException.class);
    }

    private static List<String> allFiles() throws IOException {
        Path root = Vectors.root().resolve("jose-cookbook");
        try (Stream<Path> files = Files.walk(root)) {
            List<String> names = files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
            assertThat(names).hasSize(32);
            return names;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static JsonNode read(String file) {
        return JsonMapper.shared().readTree(Vectors.file("jose-cookbook/" + file));
    }
}

package net.authproxy.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The part of goal J1 that is decided before a key is looked up, and the signature rows. */
@Tag("J1")
class CompactJwsTests {

    private static final SigningKey KEY =
            SigningKey.hmac("a secret of more than 32 bytes, for this test".getBytes(StandardCharsets.UTF_8));
    private static final String HEADER = "{\"alg\":\"HS256\"}";
    private static final String PAYLOAD = "{\"sub\":\"a\"}";

    @Test
    void readsWhatItSigns() {
        CompactJws token = CompactJws.parse(JwsSigner.sign(Map.of("sub", "bob", "exp", 7), KEY, "ak_1"));

        assertThat(token.algorithm()).isEqualTo(SignatureAlgorithm.HS256);
        assertThat(token.keyId()).contains("ak_1");
        assertThat(token.claims().subject()).contains("bob");
        assertThat(JwsVerifier.verify(token, KEY.verificationKey())).isTrue();
        assertThat(token).hasToString("token signed with HS256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\"}",
                "{\"alg\":\"None\"}",
                "{\"alg\":\"NONE\"}",
                "{\"alg\":\"\"}",
                "{\"alg\":\" none\"}",
                "{\"alg\":\"null\"}",
                "{\"alg\":null}",
                "{\"alg\":0}",
                "{\"alg\":[]}",
                "{\"alg\":[\"HS256\"]}",
                "{}",
                "{\"alg\":\"hs256\"}",
                "{\"alg\":\"HS256 \"}",
                "{\"alg\":\"HS1\"}",
                "{\"alg\":\"HS224\"}",
                "{\"alg\":\"MD5\"}",
                "{\"alg\":\"RS1\"}",
                "{\"alg\":\"ES256K\"}",
                "{\"alg\":\"PBES2-HS256+A128KW\",\"p2c\":2147483648}",
                "{\"alg\":\"dir\",\"enc\":\"A256GCM\"}",
                "{\"alg\":\"HS256\",\"p2c\":2147483648}",
                "{\"alg\":\"HS256\",\"enc\":\"A256GCM\"}",
                "{\"alg\":\"HS256\",\"crit\":[]}",
                "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"HS256\",\"b64\":true}",
                "{\"alg\":\"HS256\",\"zip\":\"DEF\"}",
                "{\"alg\":\"HS256\",\"cty\":\"JWT\"}",
                "{\"alg\":\"HS256\",\"jwk\":{}}",
                "{\"alg\":\"HS256\",\"jku\":\"http://127.0.0.1/\"}",
                "{\"alg\":\"HS256\",\"x5u\":\"http://127.0.0.1/\"}",
                "{\"alg\":\"HS256\",\"x5c\":[]}",
                "{\"alg\":\"HS256\",\"x5t\":\"AAAA\"}",
                "{\"alg\":\"HS256\",\"x5t#S256\":null}",
                "{\"alg\":\"HS256\",\"\\u0063rit\":[]}",
                "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"HS256\",\"typ\":\"JOSE\"}",
                "{\"alg\":\"HS256\",\"typ\":null}",
                "{\"alg\":\"HS256\",\"kid\":1}",
                "{\"alg\":\"HS256\",\"kid\":null}",
                "{\"alg\":\"HS256\",\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"\\u0061lg\":\"none\"}",
                "{\"alg\":\"HS256\"} ",
                "{\"alg\":\"HS256\"}{}",
                "[]",
                "\"HS256\"",
                "1",
                "null",
                "{\"alg\":\"HS256\",}",
                "{'alg':'HS256'}",
                "\uFEFF{\"alg\":\"HS256\"}",
                ""
            })
    void refusesHeaders(String header) {
        // One of these differs from a good header by a blank only, which JSON allows.
        boolean fine = header.strip().equals(HEADER);
        assertThat(isAccepted(signed(header, PAYLOAD))).isEqualTo(fine);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                "{\"alg\":\"HS256\",\"typ\":\"jwt\"}",
                "{\"alg\":\"HS256\",\"typ\":\"jWt\"}",
                "{\"alg\":\"HS256\",\"kid\":\"../../../dev/null\"}",
                "{\"alg\":\"HS256\",\"kid\":\"' OR 1=1--\"}",
                "{\"alg\":\"HS256\",\"other\":1}",
            })
    void acceptsHeaders(String header) {
        assertThat(isAccepted(signed(header, PAYLOAD))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "null",
                "\"x\"",
                "{\"sub\":\"a\",\"sub\":\"b\"}",
                "{\"exp\":1,\"\\u0065xp\":2}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{\"a\":1e999999999}",
                "{\"a\":-1e400}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":01}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00x\"}",
                "{\"\\ud800\":1}",
                "{\"a\":[[\"\\ud800\"]]}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":1}x",
                "{\"a\":1}//",
                "/**/{\"a\":1}",
                "\uFEFF{\"sub\":\"a\"}",
                "{\"a\":1",
            })
    void refusesPayloads(String payload) {
        assertThat(isAccepted(signed(HEADER, payload))).isFalse();
    }

    @Test
    void refusesInvalidUtf8AndBottomlessNesting() {
        byte[] invalid = HexFormat.of().parseHex("7b2261223a22ff227d");
        byte[] surrogate = HexFormat.of().parseHex("7b2261223a22eda080227d");
        byte[] overlong = HexFormat.of().parseHex("7b2261223a22c0af227d");

        assertThat(isAccepted(signed(bytes(HEADER), invalid))).isFalse();
        assertThat(isAccepted(signed(bytes(HEADER), surrogate))).isFalse();
        assertThat(isAccepted(signed(bytes(HEADER), overlong))).isFalse();
        assertThat(isAccepted(signed(HEADER, "{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}")))
                .isTrue();
        assertThat(isAccepted(signed(HEADER, "{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}")))
                .isFalse();
        assertThat(isAccepted(signed(HEADER, "{\"a\":" + "9".repeat(41) + "}"))).isFalse();
        assertThat(isAccepted(signed(HEADER, "{\"\\u0065xp\":5}"))).isTrue();
    }

    @Test
    void refusesForeignSyntax() {
        String good = signed(HEADER, PAYLOAD);
        String[] parts = good.split("\\.");
        assertThat(isAccepted(good)).isTrue();

        for (String text : new String[] {
            "",
            ".",
            "..",
            "x",
            parts[0] + "." + parts[1],
            parts[0] + "." + parts[1] + ".",
            good + ".",
            good + ".x",
            good + ".x.y",
            " " + good,
            good + "\n",
            good.replace(".", ". "),
            parts[0] + "=" + "." + parts[1] + "." + parts[2],
            parts[0] + "." + parts[1] + "=." + parts[2],
            parts[0] + "." + parts[1] + "==." + parts[2],
            good + "=",
            "{\"payload\":\"" + parts[1] + "\",\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2] + "\"}",
        }) {
            assertThat(isAccepted(text)).as(text).isFalse();
        }
    }

    @Test
    void refusesEverySecondSpellingOfOneSignature() {
        String good = signed(HEADER, PAYLOAD);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=";
        String start = good.substring(0, good.length() - 1);

        long accepted =
                alphabet.chars().filter(last -> isAccepted(start + (char) last)).count();

        assertThat(accepted).isEqualTo(1);
    }

    @Test
    void refusesTheStandardAlphabet() {
        // Chosen so that the payload needs both of the letters that differ.
        String payload = "{\"a\":\"~~~???>>>\"}";
        String good = signed(HEADER, payload);
        String middle = good.split("\\.")[1];
        assertThat(middle).containsAnyOf("-", "_");

        String other = middle.replace('-', '+').replace('_', '/');

        assertThat(isAccepted(good)).isTrue();
        assertThat(isAccepted(good.replace(middle, other))).isFalse();
    }

    @Test
    void limitsTheLengthToEightKibibytes() {
        String frame = signed(HEADER, "{\"a\":\"\"}");
        int free = (8192 - frame.length()) / 4 * 3;
        String large = signed(HEADER, "{\"a\":\"" + "x".repeat(free) + "\"}");

        assertThat(large.length()).isBetween(8189, 8192);
        assertThat(isAccepted(large)).isTrue();
        assertThat(isAccepted(signed(HEADER, "{\"a\":\"" + "x".repeat(free + 4) + "\"}")))
                .isFalse();
        assertThatThrownBy(() -> CompactJws.parse("x".repeat(100_000_000)))
                .isInstanceOf(InvalidTokenException.class)
                .hasMessage("the token is longer than 8 KiB");
    }

    @Test
    void neverQuotesTheToken() {
        String token = signed("{\"alg\":\"canary-4711\"}", PAYLOAD);

        InvalidTokenException refusal =
                catchThrowableOfType(InvalidTokenException.class, () -> CompactJws.parse(token));

        assertThat(refusal.toString()).doesNotContain("canary-4711");
        assertThat(refusal.getCause()).isNull();
    }

    @Test
    void refusesEcdsaSignaturesOutOfRangeOrForm() {
        VerificationKey key = TestKeys.verification("ecdsa256");
        byte[] input = bytes("x");
        byte[] good = TestKeys.signing("ecdsa256").sign(input);
        assertThat(key.verifies(input, good)).isTrue();

        assertThat(key.verifies(input, new byte[64])).isFalse();
        assertThat(key.verifies(input, new byte[0])).isFalse();
        assertThat(key.verifies(input, Arrays.copyOf(good, 63))).isFalse();
        assertThat(key.verifies(input, Arrays.copyOf(good, 65))).isFalse();
        byte[] zeroS = good.clone();
        Arrays.fill(zeroS, 32, 64, (byte) 0);
        assertThat(key.verifies(input, zeroS)).isFalse();
        byte[] order = SshBlob.unsigned(NistCurve.P256.spec().getOrder(), 32);
        byte[] rIsOrder = good.clone();
        System.arraycopy(order, 0, rIsOrder, 0, 32);
        assertThat(key.verifies(input, rIsOrder)).isFalse();
    }

    @Test
    void refusesAnyFlippedBitUnderEveryAlgorithm() {
        for (String name : TestKeys.NAMES) {
            byte[] input = bytes("the input");
            byte[] good = TestKeys.signing(name).sign(input);
            VerificationKey key = TestKeys.verification(name);
            assertThat(key.verifies(input, good)).isTrue();
            for (int bit = 0; bit < good.length * 8; bit += 7) {
                byte[] bad = good.clone();
                bad[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(key.verifies(input, bad)).as("%s bit %d", name, bit).isFalse();
            }
            assertThat(key.verifies(bytes("the inpuu"), good)).isFalse();
        }
    }

    @Test
    void refusesPublicKeyBytesAsASharedSecret() {
        // The classic confusion: HMAC keyed by what everybody knows. A key has one algorithm, so none can match.
        for (String name : TestKeys.NAMES) {
            VerificationKey key = TestKeys.verification(name);
            for (String secret : new String[] {TestKeys.text(name + ".pub"), TestKeys.text(name + ".spki.pem")}) {
                String token = JwsSigner.sign(Map.of("sub", "a"), SigningKey.hmac(bytes(secret)), null);
                assertThat(JwsVerifier.verify(CompactJws.parse(token), key)).isFalse();
            }
        }
    }

    @Test
    void verifiesThePublishedExampleOfRfc7515() {
        JsonNode example =
                JsonMapper.shared().readTree(Vectors.file("rfc/examples.json")).get("rfc7515_A1");
        byte[] secret = StrictBase64Url.decode(example.get("k").stringValue()).orElseThrow();

        CompactJws token = CompactJws.parse(example.get("token").stringValue());

        assertThat(JwsVerifier.verify(token, VerificationKey.hmac(secret))).isTrue();
        assertThat(token.claims().issuer()).contains("joe");
        assertThat(token.claims().expiresAt().orElseThrow()).isEqualTo("2011-03-22T18:43:00Z");
    }

    private static boolean isAccepted(String text) {
        try {
            return JwsVerifier.verify(CompactJws.parse(text), KEY.verificationKey());
        } catch (InvalidTokenException e) {
            return false;
        }
    }

    private static String signed(String header, String payload) {
        return signed(bytes(header), bytes(payload));
    }

    private static String signed(byte[] header, byte[] payload) {
        String input = StrictBase64Url.encode(header) + "." + StrictBase64Url.encode(payload);
        return input + "." + StrictBase64Url.encode(KEY.sign(bytes(input)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

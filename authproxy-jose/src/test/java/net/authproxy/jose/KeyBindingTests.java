package net.authproxy.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Goal J4: five kinds of key in three file formats, each good for its own algorithm only. */
@Tag("J4")
class KeyBindingTests {

    private static final Map<String, Object> CLAIMS = Map.of("sub", "a", "exp", 1);

    @Test
    void acceptsFiveKindsInThreeFormatsAndRefusesEveryCrossedPair() throws Exception {
        int accepted = 0;
        int refused = 0;
        for (String name : TestKeys.NAMES) {
            for (String text : formats(name)) {
                VerificationKey key = PublicKeys.parse(text, null);
                assertThat(key.algorithm()).isEqualTo(TestKeys.ALGORITHMS.get(name));
                for (String signer : TestKeys.NAMES) {
                    String token = JwsSigner.sign(CLAIMS, TestKeys.signing(signer), null);
                    boolean verified = JwsVerifier.verify(CompactJws.parse(token), key);
                    assertThat(verified).as("%s with %s", signer, name).isEqualTo(signer.equals(name));
                    accepted += verified ? 1 : 0;
                    refused += verified ? 0 : 1;
                }
            }
        }
        assertThat(accepted).isEqualTo(15);
        assertThat(refused).isEqualTo(60);
    }

    @Test
    void refusesAGoodSignatureUnderAnotherNameOfTheAlgorithm() {
        // Signed by the real key under its own algorithm; only the header says something else.
        int refused = 0;
        for (String name : TestKeys.NAMES) {
            SigningKey key = TestKeys.signing(name);
            for (SignatureAlgorithm named : SignatureAlgorithm.values()) {
                String input = StrictBase64Url.encode(StrictJson.bytes(Map.of("alg", named.text()))) + "."
                        + StrictBase64Url.encode(StrictJson.bytes(CLAIMS));
                byte[] signature = key.sign(input.getBytes(StandardCharsets.US_ASCII));
                CompactJws token = CompactJws.parse(input + "." + StrictBase64Url.encode(signature));

                boolean verified = JwsVerifier.verify(token, key.verificationKey());

                assertThat(verified).as("%s as %s", name, named).isEqualTo(named == key.algorithm());
                refused += verified ? 0 : 1;
            }
        }
        assertThat(refused).isEqualTo(60);
    }

    @Test
    void readsOneKeyAlikeFromEveryFormat() throws Exception {
        for (String name : TestKeys.NAMES) {
            VerificationKey key = TestKeys.verification(name);
            assertThat(formats(name))
                    .allMatch(text -> PublicKeys.parse(text, null).equals(key));
            assertThat(PublicKeys.parse(key.openSshLine().orElseThrow(), null)).isEqualTo(key);
        }
        assertThat(PublicKeys.parse(TestKeys.text("rsa.pkcs1.pub.pem"), null)).isEqualTo(TestKeys.verification("rsa"));
    }

    @Test
    void printsTheFingerprintThatSshKeygenPrints() {
        assertThat(TestKeys.verification("rsa").fingerprint())
                .isEqualTo("SHA256:usgt9KDmDoCuiyamErYGFhw+dnG85aAe1Ur55426arw");
        assertThat(TestKeys.verification("ecdsa256").fingerprint())
                .isEqualTo("SHA256:AmxwD9XwvnPJBuB6ExxetLuivYZeyfCD4lNK3EO/YXg");
        assertThat(TestKeys.verification("ed25519").fingerprint())
                .isEqualTo("SHA256:PfuMR74gCmbOVAP0dDFnvjT4yFgKNd0sp3jZuSmwDjM");
    }

    @Test
    void bindsAnRsaKeyToTheAlgorithmThatIsAskedFor() {
        VerificationKey rs256 = TestKeys.verification("rsa");
        VerificationKey ps256 = PublicKeys.parse(TestKeys.text("rsa.pub"), "PS256");
        SigningKey signer = PrivateKeys.parse(TestKeys.text("rsa.pem"), null, SignatureAlgorithm.PS256);
        CompactJws token = CompactJws.parse(JwsSigner.sign(CLAIMS, signer, null));

        assertThat(JwsVerifier.verify(token, ps256)).isTrue();
        assertThat(JwsVerifier.verify(token, rs256)).isFalse();
        assertThat(ps256).isNotEqualTo(rs256);
    }

    @Test
    void refusesAnAlgorithmThatDoesNotFit() {
        for (String alg : new String[] {"RS256", "ES384", "HS256", "none", "RS512", "es256", ""}) {
            assertThatThrownBy(() -> PublicKeys.parse(TestKeys.text("ecdsa256.pub"), alg))
                    .isInstanceOf(KeyRejectedException.class);
        }
    }

    private static String[] formats(String name) throws Exception {
        String pem = TestKeys.text(name + ".spki.pem");
        return new String[] {TestKeys.text(name + ".pub"), pem, jwk(name, pem)};
    }

    private static String jwk(String name, String pem) throws Exception {
        if (!name.equals("ed25519")) {
            return JWK.parseFromPEMEncodedObjects(pem).toJSONString();
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        byte[] point = Arrays.copyOfRange(der, der.length - 32, der.length);
        Map<String, Object> jwk = new LinkedHashMap<>();
        jwk.put("kty", "OKP");
        jwk.put("crv", "Ed25519");
        jwk.put("x", StrictBase64Url.encode(point));
        return new String(StrictJson.bytes(jwk), StandardCharsets.UTF_8);
    }
}

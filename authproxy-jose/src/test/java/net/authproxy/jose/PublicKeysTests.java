package net.authproxy.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal J3, our own cases: everything refused with one reason, nothing of it echoed. */
@Tag("J3")
class PublicKeysTests {

    private static final BigInteger F4 = BigInteger.valueOf(65537);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dsa.pub|DSA keys are not supported",
                "dsa.spki.pem|DSA keys are not supported",
                "ed25519-cert.pub|SSH certificates are not supported; use the plain public key",
                "certificate.pem|certificates are not supported; use the plain public key",
                "secp256k1.spki.pem|only the curves P-256, P-384 and P-521 are supported",
                "secp224r1.spki.pem|only the curves P-256, P-384 and P-521 are supported",
                "brainpoolP256r1.spki.pem|only the curves P-256, P-384 and P-521 are supported",
                "explicit-p256.spki.pem|an EC key must name its curve",
                "ed448.spki.pem|this kind of key is not supported",
                "x25519.spki.pem|this kind of key is not supported",
                "rsa-pss.spki.pem|this kind of key is not supported",
                "rsa1024.spki.pem|an RSA key must have 2048 to 8192 bits",
            })
    void refusesForeignKeys(String file, String reason) {
        String text = TestKeys.text("refused/" + file);

        assertThat(rejection(text).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openssh", "encrypted.openssh", "pem", "encrypted.pem", "pkcs8.pem", "encrypted.pkcs8.pem"})
    void refusesPrivateKeysInEveryFormWithoutEchoingThem(String form) {
        for (String name : TestKeys.NAMES) {
            if (name.equals("ed25519") && (form.equals("pem") || form.equals("encrypted.pem"))) {
                continue; // Ed25519 has no traditional PEM form.
            }
            String text = TestKeys.text(name + "." + form);
            KeyRejectedException rejection = rejection(text);
            assertThat(rejection.reason()).startsWith("this is a private key");
            String secret = text.lines()
                    .skip(4)
                    .findFirst()
                    .orElse(text.lines().toList().get(1));
            assertThat(rejection.toString()).doesNotContain(secret);
            assertThat(rejection.getCause()).isNull();
        }
    }

    @Test
    void refusesPrivateKeysInDisguise() {
        String openSsh = TestKeys.text("ed25519.openssh");
        String bare = openSsh.replaceAll("-----[A-Z ]+-----", "").strip();
        String pkcs8AsPublic = TestKeys.text("ed25519.pkcs8.pem").replace("PRIVATE", "PUBLIC");

        assertThat(rejection(bare).reason()).startsWith("this is a private key");
        assertThat(rejection("PuTTY-User-Key-File-3: ssh-ed25519").reason()).startsWith("this is a private key");
        assertThat(rejection(TestKeys.text("rsa.pub") + openSsh).reason()).startsWith("this is a private key");
        assertThat(rejection("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\",\"d\":\"AA\"}")
                        .reason())
                .startsWith("this is a private key");
        rejection(pkcs8AsPublic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "ssh-ed25519",
                "ssh-ed25519 AAAA",
                "ssh-ed25519 !!!!",
                "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t x",
                "sk-ecdsa-sha2-nistp256@openssh.com AAAA x",
                "ssh-rsa-cert-v01@openssh.com AAAA x",
                "ecdsa-sha2-nistp224 AAAA",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN RSA PUBLIC KEY-----\nMAYCAQECAQM=\n-----END RSA PUBLIC KEY-----",
                "-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----",
                "{}",
                "{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T\"}",
                "{\"kty\":\"EC\",\"kty\":\"EC\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "[{\"kty\":\"EC\"}]",
            })
    void refusesTextsThatAreNoKey(String text) {
        rejection(text);
    }

    @Test
    void refusesWrongUseAndOperationsOfAJwk() {
        String start = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"";

        assertThat(PublicKeys.parse(start + "}", null).algorithm()).isEqualTo(SignatureAlgorithm.EDDSA);
        assertThat(PublicKeys.parse(start + ",\"use\":\"sig\",\"key_ops\":[\"verify\"]}", null))
                .isNotNull();
        for (String more : List.of(
                "\"use\":\"enc\"",
                "\"use\":1",
                "\"key_ops\":[\"encrypt\"]",
                "\"key_ops\":[\"verify\",\"encrypt\"]",
                "\"key_ops\":[\"verify\",\"verify\"]",
                "\"key_ops\":[]",
                "\"key_ops\":\"verify\"",
                "\"alg\":\"ES256\"",
                "\"alg\":null")) {
            rejection(start + "," + more + "}");
        }
    }

    @Test
    void refusesAJwkWhoseAlgorithmCannotBeRegistered() {
        String jwk = "{\"kty\":\"RSA\",\"alg\":\"RS512\",\"n\":\""
                + StrictBase64Url.encode(honestModulus(2048).toByteArray()) + "\",\"e\":\"AQAB\"}";

        assertThat(rejection(jwk).reason()).isEqualTo("the algorithm of the key is not supported");
        assertThat(PublicKeys.parse(jwk.replace("RS512", "PS256"), null).algorithm())
                .isEqualTo(SignatureAlgorithm.PS256);
    }

    @Test
    void refusesSmallOrderAndForeignEd25519Points() {
        // The eight points of small order (RFC 7748 section 6 and Cremers et al., S&P 2021), encodings beyond the
        // prime, a y without an x, and points of mixed order (a good one plus one of small order).
        for (String hex : List.of(
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0200000000000000000000000000000000000000000000000000000000000000",
                "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
                "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
                "cdbc161be64c4302f56443ff29ccf36a2075be1a1fa67ff126b56315f5681c38")) {
            byte[] blob = SshBlob.ed25519(HexFormat.of().parseHex(hex));
            assertThat(rejection(SshBlob.line(blob)).reason()).contains("Ed25519");
        }
    }

    @Test
    void refusesPointsOffTheirCurve() {
        BigInteger one = BigInteger.ONE;
        for (NistCurve curve : NistCurve.values()) {
            ECPoint good = curve.spec().getGenerator();
            ECPoint off = new ECPoint(good.getAffineX(), good.getAffineY().add(one));
            ECPoint zero = new ECPoint(BigInteger.ZERO, BigInteger.ZERO);
            assertThat(PublicKeys.parse(SshBlob.line(SshBlob.ec(curve, good)), null))
                    .isNotNull();
            assertThat(rejection(SshBlob.line(SshBlob.ec(curve, off))).reason()).contains("not on its curve");
            assertThat(rejection(SshBlob.line(SshBlob.ec(curve, zero))).reason())
                    .contains("not on its curve");
        }
    }

    @Test
    void refusesRsaKeysOfWrongSizeAndExponent() throws Exception {
        BigInteger modulus = honestModulus(2048);

        for (long exponent : new long[] {1, 2, 4, 65536}) {
            assertThat(rejection(line(modulus, BigInteger.valueOf(exponent))).reason())
                    .contains("exponent");
        }
        assertThat(rejection(line(modulus, BigInteger.ONE.shiftLeft(256).add(BigInteger.ONE)))
                        .reason())
                .contains("exponent");
        assertThat(PublicKeys.parse(line(modulus, BigInteger.valueOf(3)), null)).isNotNull();
        assertThat(rejection(line(honestModulus(2047), F4)).reason()).contains("2048 to 8192");
        assertThat(rejection(line(
                                new BigInteger(8193, new Random(1)).setBit(8192).setBit(0), F4))
                        .reason())
                .contains("2048 to 8192");
    }

    @Test
    void refusesKnownWeakModuli() {
        BigInteger p = BigInteger.probablePrime(1024, new Random(2)).setBit(1023);
        BigInteger half = BigInteger.ONE.shiftLeft(1024);
        BigInteger large = half.subtract(BigInteger.ONE).nextProbablePrime();
        BigInteger close = large.nextProbablePrime();

        assertThat(rejection(line(honestModulus(2048).add(BigInteger.ONE), F4)).reason())
                .contains("even");
        assertThat(rejection(line(
                                p.multiply(BigInteger.valueOf(65521))
                                        .shiftLeft(1100)
                                        .setBit(0),
                                F4))
                        .reason())
                .isNotBlank();
        assertThat(rejection(line(smallFactor(), F4)).reason()).contains("small factor");
        assertThat(rejection(line(large.multiply(close), F4)).reason()).contains("too close");
        assertThat(rejection(line(large.multiply(large), F4)).reason()).contains("too close");
        assertThat(rejection(line(BigInteger.probablePrime(2048, new Random(3)), F4))
                        .reason())
                .contains("prime");
    }

    @Test
    void refusesSshBlobsWithAnythingLoose() {
        byte[] blob = SshBlob.rsa(honestModulus(2048), F4);
        byte[] longer = Arrays.copyOf(blob, blob.length + 1);
        byte[] shorter = Arrays.copyOf(blob, blob.length - 1);
        String line = SshBlob.line(blob);

        assertThat(PublicKeys.parse(line, null)).isNotNull();
        rejection("ssh-rsa " + Base64.getEncoder().encodeToString(longer));
        rejection("ssh-rsa " + Base64.getEncoder().encodeToString(shorter));
        rejection(line.replaceFirst("ssh-rsa", "ssh-ed25519"));
        rejection("command=\"x\" " + line);
        rejection(line + "\n" + line);
    }

    @Test
    void readsTheCommentOfALine() {
        assertThat(PublicKeys.comment(TestKeys.text("rsa.pub"))).contains("rsa@example.test");
        assertThat(PublicKeys.comment(TestKeys.verification("rsa").openSshLine().orElseThrow()))
                .isEmpty();
        assertThat(PublicKeys.comment(TestKeys.text("rsa.spki.pem"))).isEmpty();
    }

    @Test
    void refusesPemWithAnythingAroundIt() {
        String pem = TestKeys.text("rsa.spki.pem");

        assertThat(PublicKeys.parse("\n " + pem + "\n", null)).isNotNull();
        rejection(pem + pem);
        rejection(pem + "more");
        rejection("more\n" + pem);
        rejection(pem.repeat(60));
    }

    @Test
    void refusesPemThatIsNotDer() {
        String body = TestKeys.text("ed25519.spki.pem").replaceAll("-----[A-Z ]+-----|\\s", "");
        String der = HexFormat.of().formatHex(Base64.getDecoder().decode(body));

        assertThat(PublicKeys.parse(pem(der), null)).isEqualTo(TestKeys.verification("ed25519"));
        rejection(pem(der.replaceFirst("302a", "30812a"))); // A length in long form.
        rejection(pem(der.replaceFirst("302a", "3080") + "0000")); // A length that is not told.
        rejection(pem(der + "00"));
        rejection(pem(der.substring(2)));
    }

    @Test
    void saysNothingOfTheKeyInItsText() {
        VerificationKey secret =
                VerificationKey.hmac("0123456789abcdef0123456789abcdeX".getBytes(StandardCharsets.UTF_8));

        assertThat(secret.toString()).doesNotContain("0123456789").startsWith("HS256 key SHA256:");
        assertThat(secret.openSshLine()).isEmpty();
    }

    private static KeyRejectedException rejection(String text) {
        KeyRejectedException rejection =
                catchThrowableOfType(KeyRejectedException.class, () -> PublicKeys.parse(text, null));
        assertThat(rejection).as("not refused: %s", text).isNotNull();
        assertThatThrownBy(() -> PublicKeys.parse(text, "RS256")).isInstanceOf(KeyRejectedException.class);
        return rejection;
    }

    private static String pem(String hex) {
        String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    private static String line(BigInteger modulus, BigInteger exponent) {
        return SshBlob.line(SshBlob.rsa(modulus, exponent));
    }

    private static BigInteger smallFactor() {
        BigInteger rest = BigInteger.probablePrime(2048 - 15, new Random(4));
        return rest.multiply(BigInteger.valueOf(65521));
    }

    private static BigInteger honestModulus(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits, new SecureRandom());
            return ((RSAPublicKey) generator.generateKeyPair().getPublic()).getModulus();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

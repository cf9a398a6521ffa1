package net.authproxy.jose;

import java.math.BigInteger;
import java.security.spec.ECPoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A single JSON Web Key (RFC 7517, RFC 7518 section 6, RFC 8037) that may check signatures. */
final class Jwk {

    private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth");

    private final ObjectNode members;

    private Jwk(ObjectNode members) {
        this.members = members;
    }

    /**
     * Reads a key; one with {@code kty} {@code oct} comes back as a secret for its {@code alg}.
     *
     * @param rsa the algorithm of an RSA key that names none
     */
    static VerificationKey read(String text, SignatureAlgorithm rsa) {
        ObjectNode members = StrictJson.object(text).orElseThrow(() -> malformed("it is not a strict JSON object"));
        return new Jwk(members).toKey(rsa);
    }

    private VerificationKey toKey(SignatureAlgorithm rsa) {
        if (members.has("keys")) {
            throw malformed("a set of keys is not one key");
        }
        if (PRIVATE_MEMBERS.stream().anyMatch(members::has)) {
            throw PublicKeys.privateKey();
        }
        requireForSignatures();
        VerificationKey key = switch (text("kty")) {
            case "RSA" ->
                VerificationKey.rsa(number("n"), number("e"), namedAlgorithm().orElse(rsa));
            case "EC" -> ec();
            case "OKP" -> okp();
            case "oct" -> VerificationKey.hmac(bytes("k"), namedAlgorithm().orElse(SignatureAlgorithm.HS256));
            default -> throw malformed("its kty is not supported");
        };
        if (namedAlgorithm().filter(algorithm -> algorithm != key.algorithm()).isPresent()) {
            throw malformed("its alg does not fit the key");
        }
        return key;
    }

    // RFC 7517, 4.2 and 4.3: a key made for encryption must not check signatures.
    private void requireForSignatures() {
        if (members.has("use") && !text("use").equals("sig")) {
            throw malformed("its use is not sig");
        }
        if (!members.has("key_ops")) {
            return;
        }
        List<String> operations = members.path("key_ops")
                .valueStream()
                .map(operation -> operation.asString(""))
                .toList();
        boolean distinct = new TreeSet<>(operations).size() == operations.size();
        if (!distinct
                || !operations.contains("verify")
                || !Set.of("sign", "verify").containsAll(operations)) {
            throw malformed("its key_ops do not say verify");
        }
    }

    private Optional<SignatureAlgorithm> namedAlgorithm() {
        if (!members.has("alg")) {
            return Optional.empty();
        }
        return Optional.of(SignatureAlgorithm.named(text("alg"))
                .filter(algorithm -> algorithm.keyType() == declaredType())
                .orElseThrow(() -> malformed("its alg does not fit the key")));
    }

    private KeyType declaredType() {
        return switch (text("kty")) {
            case "RSA" -> KeyType.RSA;
            case "EC" -> KeyType.EC;
            case "oct" -> KeyType.HMAC;
            default -> KeyType.ED25519;
        };
    }

    private VerificationKey ec() {
        NistCurve curve = NistCurve.ofJwkName(text("crv"))
                .orElseThrow(() -> new KeyRejectedException("only the curves P-256, P-384 and P-521 are supported"));
        byte[] x = bytes("x");
        byte[] y = bytes("y");
        // RFC 7518, 6.2.1.2: the full size of a coordinate, with leading zeros.
        if (x.length != curve.size() || y.length != curve.size()) {
            throw malformed("a coordinate has the wrong length");
        }
        return VerificationKey.ec(curve, new ECPoint(new BigInteger(1, x), new BigInteger(1, y)));
    }

    private VerificationKey okp() {
        if (!text("crv").equals("Ed25519")) {
            throw malformed("its crv is not Ed25519");
        }
        return VerificationKey.ed25519(bytes("x"));
    }

    private BigInteger number(String member) {
        return new BigInteger(1, bytes(member));
    }

    private byte[] bytes(String member) {
        return StrictBase64Url.decode(text(member))
                .orElseThrow(() -> malformed("the member " + member + " is not unpadded base64url"));
    }

    private String text(String member) {
        JsonNode value = members.path(member);
        if (!value.isString()) {
            throw malformed("the member " + member + " is missing or not a text");
        }
        return value.stringValue();
    }

    private static KeyRejectedException malformed(String reason) {
        return new KeyRejectedException("the JWK is not acceptable: " + reason);
    }
}

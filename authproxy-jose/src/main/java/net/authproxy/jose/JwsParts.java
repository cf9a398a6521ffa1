package net.authproxy.jose;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JWS in compact form (RFC 7515, 7.1) with any payload: split, decoded and with its header judged by contract 5.2,
 * its signature not yet checked.
 */
final class JwsParts {

    private static final int MAX_LENGTH = 8 * 1024;
    private static final int MAX_KEY_ID_LENGTH = 256;

    // Contract 5.2, and what only encryption knows (RFC 7516, 7518): a token with these was made for another reading.
    private static final List<String> REFUSED_MEMBERS = List.of(
            "crit",
            "b64",
            "zip",
            "cty",
            "jwk",
            "jku",
            "x5u",
            "x5c",
            "x5t",
            "x5t#S256",
            "enc",
            "epk",
            "apu",
            "apv",
            "iv",
            "tag",
            "p2s",
            "p2c");

    private final SignatureAlgorithm algorithm;
    private final Optional<String> keyId;
    private final byte[] signingInput;
    private final byte[] payload;
    private final byte[] signature;

    private JwsParts(ObjectNode header, String signingInput, byte[] payload, byte[] signature) {
        this.algorithm = algorithm(header);
        this.keyId = keyId(header);
        this.signingInput = signingInput.getBytes(StandardCharsets.US_ASCII);
        this.payload = payload;
        this.signature = signature;
    }

    /** @throws InvalidTokenException when the text is not such a JWS */
    static JwsParts parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidTokenException("the token is longer than 8 KiB");
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new InvalidTokenException("the token has not three parts");
        }
        byte[] headerBytes = decode(parts[0]);
        byte[] payload = decode(parts[1]);
        byte[] signature = decode(parts[2]);
        ObjectNode header = StrictJson.object(headerBytes)
                .orElseThrow(() -> new InvalidTokenException("the header is not a strict JSON object"));
        refuseForeignHeader(header);
        return new JwsParts(header, parts[0] + "." + parts[1], payload, signature);
    }

    SignatureAlgorithm algorithm() {
        return algorithm;
    }

    Optional<String> keyId() {
        return keyId;
    }

    byte[] payload() {
        return payload;
    }

    boolean isSignedBy(VerificationKey key) {
        return algorithm == key.algorithm() && key.verifies(signingInput, signature);
    }

    private static byte[] decode(String part) {
        return StrictBase64Url.decode(part)
                .orElseThrow(() -> new InvalidTokenException("a part is not unpadded base64url"));
    }

    private static void refuseForeignHeader(ObjectNode header) {
        REFUSED_MEMBERS.stream().filter(header::has).findFirst().ifPresent(member -> {
            throw new InvalidTokenException("the header member " + member + " is not accepted");
        });
        JsonNode type = header.path("typ");
        if (!type.isMissingNode() && !type.asString("").toUpperCase(Locale.ROOT).equals("JWT")) {
            throw new InvalidTokenException("the header member typ is not JWT");
        }
    }

    private static SignatureAlgorithm algorithm(ObjectNode header) {
        JsonNode name = header.path("alg");
        return Optional.of(name)
                .filter(JsonNode::isString)
                .flatMap(text -> SignatureAlgorithm.named(text.stringValue()))
                .orElseThrow(() -> new InvalidTokenException("the header member alg is not a known algorithm"));
    }

    private static Optional<String> keyId(ObjectNode header) {
        JsonNode keyId = header.path("kid");
        if (keyId.isMissingNode()) {
            return Optional.empty();
        }
        if (!keyId.isString() || keyId.stringValue().length() > MAX_KEY_ID_LENGTH) {
            throw new InvalidTokenException("the header member kid is not a text of at most 256 characters");
        }
        return Optional.of(keyId.stringValue());
    }
}

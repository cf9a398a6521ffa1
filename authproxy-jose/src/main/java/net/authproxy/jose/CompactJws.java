package net.authproxy.jose;

import java.util.Optional;

/**
 * A token as it came in, after every check that needs no key (contract 5.2): compact form, at most 8 KiB, strict
 * base64url and JSON, an acceptable header. Nothing in it may be believed before {@link JwsVerifier} has agreed.
 */
public final class CompactJws {

    private final JwsParts parts;
    private final JwtClaims claims;

    private CompactJws(JwsParts parts, JwtClaims claims) {
        this.parts = parts;
        this.claims = claims;
    }

    /** @throws InvalidTokenException when the text is not an acceptable token; the reason never quotes it */
    public static CompactJws parse(String text) {
        JwsParts parts = JwsParts.parse(text);
        return new CompactJws(parts, JwtClaims.parse(parts.payload()));
    }

    /** What the header says; a key must still agree. */
    public SignatureAlgorithm algorithm() {
        return parts.algorithm();
    }

    /** The header parameter {@code kid}, any text of at most 256 characters. */
    public Optional<String> keyId() {
        return parts.keyId();
    }

    /** The payload; unverified, so before verification good only to find the key. */
    public JwtClaims claims() {
        return claims;
    }

    JwsParts parts() {
        return parts;
    }

    /** Says nothing of the content, which may be a live credential. */
    @Override
    public String toString() {
        return "token signed with " + algorithm().text();
    }
}

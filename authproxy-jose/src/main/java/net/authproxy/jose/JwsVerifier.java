package net.authproxy.jose;

/** Checks the signature of a token; the only place that says yes to one. */
public final class JwsVerifier {

    private JwsVerifier() {}

    /**
     * Whether the key made the signature. The token's header chooses nothing: its {@code alg} must equal the one
     * algorithm of the key (security D3). Never throws for what a token holds.
     */
    public static boolean verify(CompactJws token, VerificationKey key) {
        return token.parts().isSignedBy(key);
    }
}

package net.authproxy.cli;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.jose.JwsSigner;
import net.authproxy.jose.SigningKey;

/** Mints the tokens of this command line: signed by the actor's own key (contract 5.2, 14). */
final class TokenSigner {

    /** Crockford's base32 in lower case, as in every id (contract 1.4). */
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int ID_LENGTH = 26;
    private static final Duration PER_REQUEST = Duration.ofMinutes(5);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Clock clock;
    private final String subject;
    private final String namespace;
    private final List<String> audience;
    private final SigningKey key;

    TokenSigner(Clock clock, String subject, String namespace, List<String> audience, SigningKey key) {
        this.clock = clock;
        this.subject = subject;
        this.namespace = namespace;
        this.audience = List.copyOf(audience);
        this.key = key;
    }

    /** The claims of a token that is good from now on for the given time. */
    Map<String, Object> claims(Duration lifetime) {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", subject);
        claims.put("namespace", namespace);
        claims.put("actor_signed", true);
        claims.put("aud", audience);
        claims.put("iat", now);
        claims.put("exp", now + lifetime.toSeconds());
        claims.put("jti", "jti_" + randomId());
        return claims;
    }

    String sign(Map<String, Object> claims) {
        return JwsSigner.sign(claims, key, null);
    }

    /** A token for one request. */
    String token() {
        return sign(claims(PER_REQUEST));
    }

    /** A token that signs in once, at one of the services, within the given time. */
    String singleUseToken(Duration lifetime, List<String> services) {
        Map<String, Object> claims = claims(lifetime);
        claims.put("aud", services);
        claims.put("nonce", "non_" + randomId());
        return sign(claims);
    }

    private static String randomId() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}

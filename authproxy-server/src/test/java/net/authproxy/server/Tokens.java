package net.authproxy.server;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import net.authproxy.jose.JwsSigner;
import net.authproxy.jose.SigningKey;
import org.jspecify.annotations.Nullable;

/** Claims of a token under construction; the defaults are those of a good one for {@code api}. */
final class Tokens {

    private static final long LIFETIME_SECONDS = 300;

    private final Map<String, Object> claims = new LinkedHashMap<>();

    private Tokens() {}

    static Tokens of(String externalId) {
        long now = Instant.now().getEpochSecond();
        return new Tokens()
                .with("sub", externalId)
                .with("aud", "api")
                .with("iat", now)
                .with("exp", now + LIFETIME_SECONDS);
    }

    /** Sets a claim; null removes it. */
    Tokens with(String name, @Nullable Object value) {
        if (value == null) {
            claims.remove(name);
        } else {
            claims.put(name, value);
        }
        return this;
    }

    Map<String, Object> claims() {
        return claims;
    }

    String sign(SigningKey key) {
        return JwsSigner.sign(claims, key, null);
    }
}

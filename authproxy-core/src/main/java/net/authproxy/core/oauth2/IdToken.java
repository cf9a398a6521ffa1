package net.authproxy.core.oauth2;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Claims of an id token that came straight from the token endpoint over TLS, so that its signature need not be looked at
 * (OpenID Connect Core 3.1.3.7, 6).
 */
final class IdToken {

    private static final long SKEW = 60;
    private static final JsonMapper JSON = new JsonMapper();

    private IdToken() {}

    /**
     * Checks that the token is ours.
     *
     * @param issuer expected; absent: whoever
     * @param nonce expected; absent: none was sent
     * @throws MalformedAnswerException when it was not made for us, now
     */
    static void check(
            String token, @Nullable String issuer, @Nullable String clientId, @Nullable String nonce, Instant now) {
        JsonNode claims = parse(token);
        if (issuer != null && !issuer.equals(claims.path("iss").asString(""))) {
            throw new MalformedAnswerException("an id_token of another issuer");
        }
        JsonNode audience = claims.path("aud");
        boolean ours = clientId == null
                || clientId.equals(audience.asString(""))
                || (audience.isArray() && audience.valueStream().anyMatch(one -> clientId.equals(one.asString(""))));
        if (!ours) {
            throw new MalformedAnswerException("an id_token for another client");
        }
        if (!claims.path("exp").isNumber()
                || claims.path("exp").decimalValue().longValue() + SKEW < now.getEpochSecond()) {
            throw new MalformedAnswerException("an id_token that has ended");
        }
        if (nonce != null && !Objects.equals(nonce, claims.path("nonce").asString(""))) {
            throw new MalformedAnswerException("an id_token of another sign-in");
        }
    }

    /** The claims of a token, unchecked. */
    static JsonNode parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new MalformedAnswerException("an id_token that is no JWT");
        }
        try {
            JsonNode claims =
                    JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            if (claims.isObject()) {
                return claims;
            }
        } catch (IllegalArgumentException | JacksonException e) {
            throw new MalformedAnswerException("an id_token that cannot be read");
        }
        throw new MalformedAnswerException("an id_token without claims");
    }
}

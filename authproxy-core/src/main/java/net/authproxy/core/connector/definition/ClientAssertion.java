package net.authproxy.core.connector.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The JWT a client signs instead of sending a secret (RFC 7523 2.2).
 *
 * @param key the private key
 * @param algorithm JWS algorithm; absent: what the key's type suggests
 * @param keyId {@code kid} header; absent if none
 * @param audience {@code aud}; absent: the token endpoint
 * @param lifetime from {@code iat} to {@code exp}
 */
public record ClientAssertion(
        KeyReference key,
        @Nullable String algorithm,
        @Nullable String keyId,
        @Nullable String audience,
        Duration lifetime) {}

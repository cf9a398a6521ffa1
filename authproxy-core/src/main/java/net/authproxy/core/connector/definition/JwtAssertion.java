package net.authproxy.core.connector.definition;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import net.authproxy.core.shared.template.Template;
import org.jspecify.annotations.Nullable;

/**
 * The assertion of the {@code jwt_bearer} grant (RFC 7523 2.1).
 *
 * @param issuer {@code iss}; absent if none
 * @param subject {@code sub}; absent if none
 * @param audience {@code aud}; absent: the token endpoint
 * @param key the private key
 * @param algorithm JWS algorithm; absent: what the key's type suggests
 * @param keyId {@code kid} header; absent if none
 * @param lifetime from {@code iat} to {@code exp}
 * @param claims further claims
 */
public record JwtAssertion(
        @Nullable Template issuer,
        @Nullable Template subject,
        @Nullable Template audience,
        KeyReference key,
        @Nullable String algorithm,
        @Nullable Template keyId,
        Duration lifetime,
        Map<String, TemplatedValue> claims) {

    public JwtAssertion {
        claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    }
}

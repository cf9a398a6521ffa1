package net.authproxy.core.connector.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import net.authproxy.core.shared.template.Template;

/**
 * Where tokens are revoked (RFC 7009).
 *
 * @param supported which tokens it takes
 * @param params extra body parameters
 * @param query extra query parameters
 */
public record RevocationEndpoint(
        Template endpoint,
        SupportedTokens supported,
        Map<String, TemplatedValue> params,
        Map<String, TemplatedValue> query) {

    /** The tokens a revocation endpoint takes. */
    public enum SupportedTokens {
        ACCESS_TOKEN,
        REFRESH_TOKEN,
        BOTH
    }

    public RevocationEndpoint {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }
}

package net.authproxy.core.oauth2;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was asked for against what was granted (contract 8.2). */
final class Scopes {

    private Scopes() {}

    /**
     * The required scopes that the answer leaves out, separated by blanks; absent if there are none. An answer that says
     * nothing of scopes grants what was asked for (RFC 6749 5.1), never more.
     */
    static @Nullable String missing(OAuth2Client client, @Nullable List<String> granted) {
        if (granted == null) {
            return null;
        }
        TreeSet<String> missing = new TreeSet<>(client.requiredScopes());
        granted.forEach(missing::remove);
        // OpenID Connect's own words ask for claims; many providers do not repeat them among the granted scopes.
        missing.removeAll(List.of("openid", "offline_access"));
        return missing.isEmpty() ? null : String.join(" ", missing);
    }
}

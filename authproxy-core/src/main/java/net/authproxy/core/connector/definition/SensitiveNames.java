package net.authproxy.core.connector.definition;

import java.util.Locale;
import java.util.Set;

/** Names whose literal values are secret even if the author does not say so (contract 10.3). */
final class SensitiveNames {

    private static final Set<String> NAMES = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "x-api-key",
            "api-key",
            "x-auth-token",
            "x-amz-security-token",
            "access-token",
            "refresh-token",
            "id-token",
            "token",
            "client-secret",
            "client-assertion",
            "assertion",
            "password",
            "secret",
            "apikey",
            "code-verifier",
            "private-key");

    private SensitiveNames() {}

    /** Whether the header, parameter or member usually holds a secret; {@code _} and {@code -} are alike. */
    static boolean contains(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}

package net.authproxy.core.connector.definition;

import org.jspecify.annotations.Nullable;

/** How to authenticate to the service (contract 6.2). */
public sealed interface AuthMethod permits OAuth2, ApiKey, Basic, NoAuth {

    /** How the account behind a connection is found; absent if it is not. */
    @Nullable
    Identity identity();

    /** Whether a re-authentication may end at another account. */
    boolean allowAccountChange();

    /** The name used for {@code auth.type}. */
    default String typeName() {
        return switch (this) {
            case OAuth2 oauth2 -> "OAuth2";
            case ApiKey apiKey -> "api-key";
            case Basic basic -> "basic";
            case NoAuth none -> "no-auth";
        };
    }
}

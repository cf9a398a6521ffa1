package net.authproxy.demo.oauth2;

import java.util.Locale;

/** How a client proves who it is at the token, revocation and introspection endpoints. */
public enum ClientMethod {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    PRIVATE_KEY_JWT,
    /** Not at all: a public client, which needs PKCE. */
    NONE;

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package net.authproxy.demo.oauth2;

import java.util.Optional;

/** What of the provider a request is for. */
public enum Endpoint {
    OPENID_CONFIGURATION("/.well-known/openid-configuration"),
    SERVER_METADATA("/.well-known/oauth-authorization-server"),
    JWKS("/jwks"),
    /** The consent screen. */
    AUTHORIZE("/authorize"),
    /** What the consent screen posts to; answers with the redirect to the client. */
    DECISION("/authorize/decision"),
    TOKEN("/token"),
    /** RFC 7009. */
    REVOKE("/revoke"),
    /** RFC 7662. */
    INTROSPECT("/introspect"),
    USERINFO("/userinfo"),
    /** A page that says that the browser has done its part: a return URL for who has no page of an application yet. */
    DONE("/done"),
    /** Everything below {@code /api/}: wants a live access token. */
    API("/api/");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    /** The path; for {@link #API} only its beginning. */
    public String path() {
        return path;
    }

    static Optional<Endpoint> ofPath(String path) {
        for (Endpoint endpoint : values()) {
            if (endpoint == API ? path.startsWith(API.path) : path.equals(endpoint.path)) {
                return Optional.of(endpoint);
            }
        }
        return Optional.empty();
    }
}

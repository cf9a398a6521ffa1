package net.authproxy.testsupport;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One realm of {@link Keycloak}: the provider of a test. */
public final class KeycloakRealm {

    /** The client's id. */
    public static final String CLIENT_ID = "authproxy";

    /** The user's name. */
    public static final String USER = "ada";

    private static final Duration ACCESS_TOKEN_LIFE = Duration.ofSeconds(60);

    private final Keycloak keycloak;
    private final String name;
    private final String secret;

    KeycloakRealm(Keycloak keycloak, String name, String secret) {
        this.keycloak = keycloak;
        this.name = name;
        this.secret = secret;
    }

    public String issuer() {
        return keycloak.baseUrl() + "/realms/" + name;
    }

    public String discoveryUrl() {
        return issuer() + "/.well-known/openid-configuration";
    }

    public String authorizationEndpoint() {
        return issuer() + "/protocol/openid-connect/auth";
    }

    public String tokenEndpoint() {
        return issuer() + "/protocol/openid-connect/token";
    }

    public String revocationEndpoint() {
        return issuer() + "/protocol/openid-connect/revoke";
    }

    public String clientSecret() {
        return secret;
    }

    /** The protected third party: lists the realm's users to who has a token of {@link #USER}. */
    public String usersApi() {
        return keycloak.baseUrl() + "/admin/realms/" + name + "/users";
    }

    /** A person who signs in as {@link #USER} and consents. */
    public FormLogin login() {
        return new FormLogin(USER, password());
    }

    /** How long access tokens live that are issued from now on; whole seconds. */
    public void accessTokensLive(Duration life) {
        keycloak.admin("PUT", "/" + name, Map.of("accessTokenLifespan", life.toSeconds()));
    }

    /** Whether a refresh token is good once only; on at first. */
    public void rotateRefreshTokens(boolean on) {
        keycloak.admin("PUT", "/" + name, Map.of("revokeRefreshToken", on, "refreshTokenMaxReuse", 0));
    }

    /** Ends all sessions: every refresh token of the realm is refused from now on. */
    public void endSessions() {
        keycloak.admin("POST", "/" + name + "/logout-all", Map.of());
    }

    /** The realm as the admin API imports it. */
    Map<String, Object> definition() {
        return Map.of(
                "realm",
                name,
                "enabled",
                true,
                "sslRequired",
                "none",
                "revokeRefreshToken",
                true,
                "refreshTokenMaxReuse",
                0,
                "accessTokenLifespan",
                ACCESS_TOKEN_LIFE.toSeconds(),
                "ssoSessionIdleTimeout",
                Duration.ofHours(10).toSeconds(),
                "clients",
                List.of(client()),
                "users",
                List.of(user()));
    }

    private Map<String, Object> client() {
        return Map.of(
                "clientId",
                CLIENT_ID,
                "secret",
                secret,
                "redirectUris",
                List.of("http://127.0.0.1:*", "http://localhost:*"),
                "standardFlowEnabled",
                true,
                "serviceAccountsEnabled",
                true,
                "directAccessGrantsEnabled",
                false,
                "consentRequired",
                true,
                "fullScopeAllowed",
                true);
    }

    private Map<String, Object> user() {
        return Map.of(
                "username",
                USER,
                "enabled",
                true,
                "email",
                "ada@demo.example",
                "emailVerified",
                true,
                "firstName",
                "Ada",
                "lastName",
                "Marsh",
                "credentials",
                List.of(Map.of("type", "password", "value", password(), "temporary", false)),
                "realmRoles",
                List.of("default-roles-" + name),
                "clientRoles",
                Map.of("realm-management", List.of("view-users", "query-users", "view-realm")));
    }

    private String password() {
        return "of-" + secret;
    }
}

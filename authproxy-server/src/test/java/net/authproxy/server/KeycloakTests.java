package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import net.authproxy.testsupport.Keycloak;
import net.authproxy.testsupport.KeycloakRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the neutral provider does by itself, before anything of ours stands in between. */
@Tag(Keycloak.TAG)
class KeycloakTests {

    private static final String CALLBACK = "http://127.0.0.1:9/callback";
    private static final String VERIFIER = "v".repeat(43);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static KeycloakRealm realm;

    @BeforeAll
    static void start() {
        realm = Keycloak.shared().newRealm();
    }

    @AfterAll
    static void stop() {
        HTTP.close();
    }

    @Test
    void goesFromLoginAndConsentToTheProtectedApi() throws Exception {
        Map<String, String> callback = parameters(realm.login().callback(authorizeUrl()));
        assertThat(callback).containsEntry("state", "s-1").containsEntry("iss", realm.issuer());

        JsonNode tokens = exchange(callback.get("code"));

        assertThat(tokens.path("expires_in").intValue()).isEqualTo(60);
        HttpResponse<String> users = users(tokens.path("access_token").asString(""));
        assertThat(users.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(users.body()).path(0).path("username").asString(""))
                .isEqualTo(KeycloakRealm.USER);
        assertThat(users("nonsense").statusCode()).isEqualTo(401);
    }

    @Test
    void rotatesRefreshTokensAndDetectsReuse() throws Exception {
        String first = tokens().path("refresh_token").asString("");

        String second = refresh(first).path("refresh_token").asString("");
        assertThat(second).isNotEmpty().isNotEqualTo(first);

        assertThat(refresh(first).path("error").asString("")).isEqualTo("invalid_grant");
        assertThat(refresh(second).path("error").asString(""))
                .as("a reuse ends what came from the same consent")
                .isEqualTo("invalid_grant");
    }

    @Test
    void accessTokensLiveAsLongAsTheTestWants() throws Exception {
        realm.accessTokensLive(Duration.ofSeconds(7));
        try {
            assertThat(tokens().path("expires_in").intValue()).isEqualTo(7);
        } finally {
            realm.accessTokensLive(Duration.ofSeconds(60));
        }
    }

    @Test
    void rotationCanBeSwitchedOffAndSessionsEnded() throws Exception {
        KeycloakRealm other = Keycloak.shared().newRealm();
        KeycloakRealm kept = realm;
        realm = other;
        try {
            other.rotateRefreshTokens(false);
            String token = tokens().path("refresh_token").asString("");
            refresh(token);
            assertThat(refresh(token).has("access_token")).isTrue();

            other.endSessions();
            assertThat(refresh(token).path("error").asString("")).isEqualTo("invalid_grant");
        } finally {
            realm = kept;
        }
    }

    private static JsonNode tokens() throws Exception {
        return exchange(parameters(realm.login().callback(authorizeUrl())).get("code"));
    }

    private static String authorizeUrl() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", KeycloakRealm.CLIENT_ID);
        parameters.put("redirect_uri", CALLBACK);
        parameters.put("scope", "openid");
        parameters.put("state", "s-1");
        parameters.put("code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        parameters.put("code_challenge_method", "S256");
        return realm.authorizationEndpoint() + "?" + encode(parameters);
    }

    private static JsonNode exchange(String code) throws Exception {
        return token(Map.of(
                "grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK, "code_verifier", VERIFIER));
    }

    private static JsonNode refresh(String token) throws Exception {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", token));
    }

    private static JsonNode token(Map<String, String> parameters) throws Exception {
        Map<String, String> form = new HashMap<>(parameters);
        form.put("client_id", KeycloakRealm.CLIENT_ID);
        form.put("client_secret", realm.clientSecret());
        HttpRequest request = HttpRequest.newBuilder(URI.create(realm.tokenEndpoint()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encode(form)))
                .build();
        return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    }

    private static HttpResponse<String> users(String accessToken) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(realm.usersApi()))
                        .header("Authorization", "Bearer " + accessToken)
                        .build(),
                BodyHandlers.ofString());
    }

    private static Map<String, String> parameters(String url) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : URI.create(url).getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}

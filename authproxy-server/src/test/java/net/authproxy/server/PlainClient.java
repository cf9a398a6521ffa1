package net.authproxy.server;

import java.io.IOException;
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
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An OAuth2 client as plain as the protocol, to see what a provider does before anything of ours is in between. */
final class PlainClient implements AutoCloseable {

    static final String CALLBACK = "http://127.0.0.1:9/callback";
    private static final String VERIFIER = "v".repeat(43);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String id;
    private final String secret;
    private final String authorizationEndpoint;
    private final String tokenEndpoint;

    PlainClient(String id, String secret, String authorizationEndpoint, String tokenEndpoint) {
        this.id = id;
        this.secret = secret;
        this.authorizationEndpoint = authorizationEndpoint;
        this.tokenEndpoint = tokenEndpoint;
    }

    String authorizeUrl(String scope) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", id);
        parameters.put("redirect_uri", CALLBACK);
        parameters.put("scope", scope);
        parameters.put("state", "s-1");
        parameters.put("code_challenge", challenge());
        parameters.put("code_challenge_method", "S256");
        return authorizationEndpoint + "?" + encode(parameters);
    }

    JsonNode exchange(String callback) throws IOException, InterruptedException {
        return token(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                parameters(callback).get("code"),
                "redirect_uri",
                CALLBACK,
                "code_verifier",
                VERIFIER));
    }

    JsonNode refresh(String token) throws IOException, InterruptedException {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", token));
    }

    JsonNode token(Map<String, String> parameters) throws IOException, InterruptedException {
        return JSON.readTree(post(tokenEndpoint, parameters).body());
    }

    /** A form with the client's id and secret. */
    HttpResponse<String> post(String url, Map<String, String> parameters) throws IOException, InterruptedException {
        Map<String, String> form = new HashMap<>(parameters);
        form.put("client_id", id);
        form.put("client_secret", secret);
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encode(form)))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> get(String url, String accessToken) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", "Bearer " + accessToken)
                        .build(),
                BodyHandlers.ofString());
    }

    static Map<String, String> parameters(String url) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : URI.create(url).getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        http.close();
    }
}

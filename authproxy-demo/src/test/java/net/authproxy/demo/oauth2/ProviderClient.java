package net.authproxy.demo.oauth2;

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
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import net.authproxy.testsupport.DemoConsent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the provider, as plain as the protocol. */
final class ProviderClient implements AutoCloseable {

    static final String CALLBACK = "http://127.0.0.1:9/callback";
    static final String VERIFIER = "v".repeat(43);
    static final String CHALLENGE = challenge(VERIFIER);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final OAuth2Provider provider;

    ProviderClient(OAuth2Provider provider) {
        this.provider = provider;
    }

    /** An answer with its JSON, where it is JSON. */
    record Reply(int status, HttpResponse<String> response) {

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String text(String member) {
            return json().path(member).asString("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    String authorizeUrl(String scope) {
        return authorizeUrl(scope, Map.of());
    }

    String authorizeUrl(String scope, Map<String, String> changes) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", ProviderSettings.CLIENT_ID);
        parameters.put("redirect_uri", CALLBACK);
        parameters.put("scope", scope);
        parameters.put("state", "s-1");
        parameters.put("nonce", "n-1");
        parameters.put("code_challenge", CHALLENGE);
        parameters.put("code_challenge_method", "S256");
        parameters.putAll(changes);
        parameters.values().removeIf(String::isEmpty);
        return provider.url(Endpoint.AUTHORIZE) + "?" + encode(parameters);
    }

    /** A code for the demo client, after consent to everything. */
    String code(String scope) {
        return parameters(DemoConsent.allow().callback(authorizeUrl(scope))).get("code");
    }

    Reply exchange(String code) throws Exception {
        return exchange(code, Map.of());
    }

    Reply exchange(String code, Map<String, String> changes) throws Exception {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", CALLBACK);
        form.put("code_verifier", VERIFIER);
        form.put("client_id", ProviderSettings.CLIENT_ID);
        form.put("client_secret", ProviderSettings.CLIENT_SECRET);
        form.putAll(changes);
        form.values().removeIf(String::isEmpty);
        return post(Endpoint.TOKEN, form);
    }

    /** Tokens of the demo client for {@code openid profile email calendars.read}. */
    Reply tokens() throws Exception {
        return exchange(code("openid profile email calendars.read"));
    }

    Reply refresh(String refreshToken) throws Exception {
        return post(Endpoint.TOKEN, refreshForm(refreshToken));
    }

    static Map<String, String> refreshForm(String refreshToken) {
        return Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                refreshToken,
                "client_id",
                ProviderSettings.CLIENT_ID,
                "client_secret",
                ProviderSettings.CLIENT_SECRET);
    }

    Reply post(Endpoint endpoint, Map<String, String> form, String... headers) throws Exception {
        return send(request(provider.url(endpoint), headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encode(form))));
    }

    Reply get(String url, String... headers) throws Exception {
        return send(request(url, headers));
    }

    /** The protected API with an access token. */
    Reply api(String path, String accessToken) throws Exception {
        return get(provider.issuer() + "/api/" + path, "Authorization", "Bearer " + accessToken);
    }

    Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Reply(response.statusCode(), response);
    }

    HttpClient http() {
        return http;
    }

    static HttpRequest.Builder request(String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? request : request.headers(headers);
    }

    static Map<String, String> parameters(String url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : URI.create(url).getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(GrantStore.sha256(verifier));
    }

    @Override
    public void close() {
        http.close();
    }
}

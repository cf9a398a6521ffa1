package net.authproxy.demo.host;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** This backend's calls of AuthProxy's {@code api} service, each with a token for the person it is for. */
final class AuthProxyClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI api;
    private final HandOff tokens;

    AuthProxyClient(URI api, HandOff tokens) {
        this.api = api;
        this.tokens = tokens;
    }

    CompletableFuture<Reply> connections(Employee person) {
        return get(person, "/connections?state=ready&limit=50");
    }

    CompletableFuture<Reply> connectors(Employee person) {
        return get(person, "/connectors?state=primary&limit=50");
    }

    /** Asks the third party behind a connection; AuthProxy puts the credential in. */
    CompletableFuture<Reply> ask(Employee person, String connectionId, String path) {
        return get(person, "/connections/" + connectionId + "/_proxy_raw/" + path);
    }

    private CompletableFuture<Reply> get(Employee person, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + "/api/v1" + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + tokens.forApi(person))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(Reply::of);
    }

    /**
     * An answer.
     *
     * @param text the body as it came
     */
    record Reply(int status, String text) {

        static Reply of(HttpResponse<String> response) {
            return new Reply(response.statusCode(), response.body());
        }

        /** The body; a missing node where it is no JSON. */
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (JacksonException e) {
                return JSON.missingNode();
            }
        }

        /** The body for people: indented where it is JSON. */
        String pretty() {
            JsonNode json = json();
            return json.isMissingNode() || json.isNull() ? text : json.toPrettyString();
        }
    }
}

package net.authproxy.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads from the API as the actor, with a fresh token for each request. */
final class ApiClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ServiceUrl service;
    private final TokenSigner signer;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER) // The token is for this server and no other.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    ApiClient(ServiceUrl service, TokenSigner signer) {
        this.service = service;
        this.signer = signer;
    }

    /**
     * Reads a resource.
     *
     * @throws CliException when the server cannot be reached, refuses, or answers with something else than JSON
     */
    JsonNode get(String pathAndQuery) {
        URI uri = service.resolve(pathAndQuery);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + signer.token())
                .header("Accept", "application/json")
                .timeout(TIMEOUT)
                .build();
        HttpResponse<String> response = send(request);
        if (response.statusCode() != 200) {
            throw new CliException(refusal(response));
        }
        return json(response.body());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CliException("cannot reach " + service.text() + "; is the server running?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("interrupted");
        }
    }

    private String refusal(HttpResponse<String> response) {
        String start = service.text() + " answers " + response.statusCode();
        try {
            JsonNode body = JsonMapper.shared().readTree(response.body());
            if (body.path("error").isString()) {
                String code = body.path("code").asString("");
                String requestId = body.path("request_id").asString("");
                return Printer.harmless(
                        start + " " + code + ": " + body.path("error").stringValue()
                                + (requestId.isEmpty() ? "" : " (request " + requestId + ")"));
            }
        } catch (JacksonException e) {
            return start;
        }
        return start;
    }

    private JsonNode json(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            throw new CliException(service.text() + " does not answer with JSON; is this the address of the API?");
        }
    }
}

package net.authproxy.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Keycloak on loopback: one per JVM, started when first asked for (about 15 s, a minute more the first time after
 * a clean build), ended with the JVM. Tests that use it are tagged {@link #TAG} and run with {@code -Pkeycloak} only.
 * Each test class makes realms of its own.
 */
public final class Keycloak {

    /** The JUnit tag of tests that need Keycloak. */
    public static final String TAG = "keycloak";

    private static final String HOME = "authproxy.keycloak.home";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger realms = new AtomicInteger();
    private final KeycloakProcess process;

    private Keycloak(KeycloakProcess process) {
        this.process = process;
    }

    /**
     * The Keycloak of this JVM.
     *
     * @throws IllegalStateException without {@code -Pkeycloak}, or if it does not start
     */
    public static Keycloak shared() {
        return Shared.INSTANCE;
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + process.port();
    }

    /**
     * A new realm with one user and one confidential client; refresh tokens rotate with reuse detection, the user is
     * asked for consent and may read the realm's users over the admin API.
     */
    public KeycloakRealm newRealm() {
        String name = "realm-" + realms.incrementAndGet();
        KeycloakRealm realm = new KeycloakRealm(this, name, UUID.randomUUID().toString());
        admin("POST", "", realm.definition());
        return realm;
    }

    /** A call of the admin API as administrator; the path is below {@code /admin/realms}. */
    void admin(String method, String path, Object body) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(baseUrl() + "/admin/realms" + path))
                .header("Authorization", "Bearer " + adminToken())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body))));
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private String adminToken() {
        Map<String, String> form = Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                KeycloakProcess.ADMIN,
                "password",
                process.adminPassword());
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(baseUrl() + "/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encode(form))));
        return JSON.readTree(answer.body()).path("access_token").asString("");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static final class Shared {

        static final Keycloak INSTANCE = start();

        private static Keycloak start() {
            String home = System.getProperty(HOME);
            if (home == null) {
                throw new IllegalStateException("tests against Keycloak run with -Pkeycloak only");
            }
            return new Keycloak(KeycloakProcess.start(Path.of(home)));
        }
    }
}

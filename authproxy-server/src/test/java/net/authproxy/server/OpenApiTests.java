package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The API's own description (contract 1.1). {@code -Dauthproxy.update=true} writes the committed copies again. */
class OpenApiTests {

    @RegisterExtension
    static final RunningServer SERVER = SessionServers.on(DatabaseProvider.SQLITE);

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @ParameterizedTest
    @EnumSource(
            value = Service.class,
            names = {"API", "ADMIN_API"})
    void committedCopyIsCurrent(Service service) throws IOException {
        JsonNode served =
                JSON.readTree(get(service, "/openapi.json").expect(200).body());
        Path committed = Path.of(System.getProperty("authproxy.root"), "docs", "openapi", service.id() + ".json");

        if (Boolean.getBoolean("authproxy.update")) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, JSON.writeValueAsString(served) + "\n");
        }

        assertThat(committed)
                .as("run with -Dauthproxy.update=true to write it again")
                .exists();
        assertThat(JSON.readTree(Files.readString(committed))).isEqualTo(served);
    }

    /** The TypeScript client names in its first line what it was generated from. */
    @ParameterizedTest
    @EnumSource(
            value = Service.class,
            names = {"API", "ADMIN_API"})
    void generatedClientIsCurrent(Service service) throws Exception {
        Path root = Path.of(System.getProperty("authproxy.root"));
        byte[] description = Files.readAllBytes(root.resolve("docs/openapi/" + service.id() + ".json"));
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(description));

        assertThat(root.resolve("ui/packages/api-client/src/schema/" + service.id() + ".ts"))
                .as("run npm install and npm run generate in ui to write it again")
                .content()
                .startsWith("// Generated from docs/openapi/" + service.id() + ".json, sha256 " + hash
                        + ": npm run generate\n");
    }

    /** What a generated client lives by. */
    @ParameterizedTest
    @EnumSource(
            value = Service.class,
            names = {"API", "ADMIN_API"})
    void everyOperationIsDescribed(Service service) {
        JsonNode api = JSON.readTree(get(service, "/openapi.json").expect(200).body());
        Set<String> ids = new HashSet<>();
        List<String> faults = new ArrayList<>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> faults.addAll(
                                faults(operation.getKey() + " " + path.getKey(), operation.getValue(), ids))));
        api.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> schema.getValue().path("properties").propertyNames().stream()
                        .filter(name -> !name.matches("[a-z0-9_]+"))
                        .forEach(name -> faults.add(schema.getKey() + "." + name + " is not snake_case")));

        assertThat(faults).isEmpty();
        assertThat(ids).hasSizeGreaterThan(60);
    }

    private static List<String> faults(String route, JsonNode operation, Set<String> ids) {
        List<String> faults = new ArrayList<>();
        String id = operation.path("operationId").asString("");
        if (!id.matches("[a-z][A-Za-z]+") || !ids.add(id)) {
            faults.add(route + ": the operation id '" + id + "' is missing, generated or used twice");
        }
        if (operation.path("summary").asString("").isBlank()) {
            faults.add(route + ": no summary");
        }
        boolean proxied = route.contains("/_proxy");
        boolean open = route.contains("/error") || route.contains("/session/_terminate");
        if (!proxied && !open && !operation.path("responses").has("401")) {
            faults.add(route + ": no answer without a token");
        }
        operation.path("parameters").forEach(parameter -> {
            String name = parameter.path("name").asString();
            if (name.equals("caller") || name.equals("precondition")) {
                faults.add(route + ": " + name + " is no parameter");
            }
        });
        return faults;
    }

    @ParameterizedTest
    @EnumSource(
            value = Service.class,
            names = {"API", "ADMIN_API"})
    void swaggerShowsItWithoutInlineScript(Service service) {
        Answer redirect = get(service, "/swagger");
        Answer page = get(service, "/swagger/index.html").expect(200);

        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.header("Location")).endsWith("/swagger/index.html");
        assertThat(page.header("Content-Security-Policy")).contains("script-src 'self';");
        assertThat(get(service, "/swagger/swagger-initializer.js").expect(200).body())
                .contains("/openapi.json");
    }

    @Test
    void publicServiceHasNoDescription() {
        assertThat(get(Service.PUBLIC, "/openapi.json").status()).isEqualTo(404);
        assertThat(get(Service.PUBLIC, "/swagger/index.html").status()).isEqualTo(404);
    }

    private static Answer get(Service service, String path) {
        int port = SERVER.admin(service).port();
        return Caller.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build());
    }
}

package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.authproxy.server.MatrixRoutes.Kind;
import net.authproxy.server.MatrixRoutes.Row;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operation of the committed API descriptions as it is sent to one service. */
record MatrixOperation(
        Service service, String id, String method, String path, Row row, JsonNode description, JsonNode schemas) {

    static final List<Service> SERVICES = List.of(Service.API, Service.ADMIN_API, Service.PUBLIC);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** Contract 2.1; {@code public} has no description of its own. */
    private static final Pattern ON_PUBLIC =
            Pattern.compile("(?!.*/_force_state)/api/v1/(connections|tasks|me|permissions|session)(/.*)?|"
                    + "/api/v1/connectors(/\\{id}(/(labels|annotations)(/.*)?)?)?|/error");

    /** Every operation of every service, in the order of the rows; one without a row fails. */
    static List<MatrixOperation> all() {
        List<MatrixOperation> operations = new ArrayList<>();
        for (Service service : SERVICES) {
            Map<String, MatrixOperation> described = described(service);
            MatrixRoutes.byOperation().keySet().stream()
                    .filter(described::containsKey)
                    .map(described::get)
                    .forEach(operations::add);
        }
        return operations;
    }

    /** What {@code public} does not have, though another service does. */
    static List<MatrixOperation> notOnPublic() {
        return described(Service.ADMIN_API).values().stream()
                .filter(operation -> !operation.isOnPublic())
                .map(operation -> new MatrixOperation(
                        Service.PUBLIC,
                        operation.id(),
                        operation.method(),
                        operation.path(),
                        operation.row(),
                        operation.description(),
                        operation.schemas()))
                .toList();
    }

    private static Map<String, MatrixOperation> described(Service service) {
        Map<String, MatrixOperation> described = new HashMap<>();
        if (service == Service.PUBLIC) {
            for (Service source : List.of(Service.API, Service.ADMIN_API)) {
                read(source, service, described);
            }
            described.values().removeIf(operation -> !operation.isOnPublic());
        } else {
            read(service, service, described);
        }
        return described;
    }

    private static void read(Service source, Service service, Map<String, MatrixOperation> into) {
        Map<String, Row> rows = MatrixRoutes.byOperation();
        Path file = Path.of(System.getProperty("authproxy.root", ".."), "docs", "openapi", source.id() + ".json");
        try {
            JsonNode api = JSON.readTree(Files.readString(file));
            JsonNode schemas = api.path("components").path("schemas");
            for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
                for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
                    if (METHODS.contains(member.getKey())) {
                        String id = member.getValue().path("operationId").asString();
                        Row row = rows.get(id);
                        assertThat(row).as("no row in the matrix for " + id).isNotNull();
                        String method = member.getKey().toUpperCase(Locale.ROOT);
                        into.put(
                                id,
                                new MatrixOperation(
                                        service, id, method, path.getKey(), row, member.getValue(), schemas));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOnPublic() {
        boolean write = path.startsWith("/api/v1/connectors") && !method.equals("GET");
        return !write && ON_PUBLIC.matcher(path).matches();
    }

    boolean isProxy() {
        return path.contains("/_proxy");
    }

    /** Whether a browser may send it with the cookie alone: reads, the way in, and pages that need nobody. */
    boolean needsXsrfToken() {
        return !isPage() && !id.equals("initiateSession") && (!method.equals("GET") || isProxy());
    }

    /** Whether it answers without looking at the session. */
    boolean isPage() {
        return row.kind() == Kind.PUBLIC && path.equals("/error");
    }

    @Override
    public String toString() {
        return service.id() + " " + id;
    }
}

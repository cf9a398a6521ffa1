package net.authproxy.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every place of an operation that takes text, as its description has them: parameters, and members of the body. */
final class TextPlaces {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DEEPEST = 4;
    private static final String ELEMENT = "[]";
    private static final String KEY = "<key>";
    private static final String VALUE = "<value>";

    private final MatrixOperation operation;
    private final List<Place> places = new ArrayList<>();

    private TextPlaces(MatrixOperation operation) {
        this.operation = operation;
    }

    /**
     * A request with a text in one place.
     *
     * @param body absent for none
     * @param echo member of the answer that shows the text again if it was stored; absent for none
     */
    record Request(
            String path, @Nullable String body, @Nullable String echo) {}

    /** Puts a text into a request that is good otherwise. */
    interface Place {

        Request with(String text, MatrixThings things);
    }

    static List<Place> of(MatrixOperation operation) {
        TextPlaces found = new TextPlaces(operation);
        found.parameters();
        JsonNode body = found.bodySchema();
        if (body != null) {
            found.members(body, List.of());
        }
        return found.places;
    }

    private @Nullable JsonNode bodySchema() {
        JsonNode schema = operation
                .description()
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        return schema.isMissingNode() ? null : schema;
    }

    /** What would end the thing that the other requests are about is asked with other ids only. */
    private boolean isDestructive() {
        return operation.id().matches("(delete|end|revoke|terminate|disconnect|abort).*")
                && !operation.id().matches("delete(Label|Annotation).*");
    }

    private void parameters() {
        for (JsonNode parameter : operation.description().path("parameters")) {
            String name = parameter.path("name").asString();
            String in = parameter.path("in").asString();
            if (in.equals("query") && !isDestructive()) {
                places.add((text, things) -> {
                    String path = path(things);
                    char separator = path.indexOf('?') < 0 ? '?' : '&';
                    return new Request(path + separator + name + "=" + encoded(text), goodBody(things), null);
                });
            } else if (in.equals("path")) {
                places.add((text, things) -> new Request(segment(name, text, things), goodBody(things), null));
            }
        }
    }

    private String path(MatrixThings things) {
        return things.fill(operation.row().path());
    }

    /** The row's path with another text in the place of that parameter. */
    private String segment(String parameter, String text, MatrixThings things) {
        String[] template = operation.path().replaceFirst("^/api/v1", "").split("/");
        String[] segments = path(things).replaceFirst("\\?.*", "").split("/");
        for (int i = 0; i < template.length && i < segments.length; i++) {
            if (template[i].equals("{" + parameter + "}")) {
                segments[i] = encoded(text);
            }
        }
        return String.join("/", segments);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private @Nullable String goodBody(MatrixThings things) {
        String body = operation.row().body();
        return body == null ? null : things.fill(body);
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty()
                ? schema
                : operation.schemas().path(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static boolean is(JsonNode schema, String type) {
        JsonNode types = schema.path("type");
        return types.isArray()
                ? types.valueStream().anyMatch(one -> one.asString().equals(type))
                : types.asString("").equals(type);
    }

    private void members(JsonNode written, List<String> path) {
        JsonNode schema = resolved(written);
        if (path.size() > DEEPEST) {
            return;
        }
        if (is(schema, "array")) {
            members(schema.path("items"), plus(path, ELEMENT));
        } else if (schema.path("properties").isObject()) {
            schema.path("properties")
                    .properties()
                    .forEach(member -> members(member.getValue(), plus(path, member.getKey())));
        } else if (is(schema, "object")) {
            add(plus(path, KEY));
            add(plus(path, VALUE));
        } else if (is(schema, "string") || !schema.has("type")) {
            add(path);
        }
    }

    private void add(List<String> path) {
        places.add((text, things) -> {
            ObjectNode root = body(things);
            set(root, path, text);
            return new Request(path(things), JSON.writeValueAsString(root), path.size() == 1 ? path.getFirst() : null);
        });
    }

    private ObjectNode body(MatrixThings things) {
        String good = goodBody(things);
        return good == null ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(good);
    }

    private static List<String> plus(List<String> path, String next) {
        List<String> longer = new ArrayList<>(path);
        longer.add(next);
        return longer;
    }

    private static void set(JsonNode at, List<String> path, String text) {
        String step = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        JsonNode value = rest.isEmpty() ? JSON.valueToTree(text) : filler(rest.getFirst());
        if (at instanceof ArrayNode array) {
            array.add(value);
        } else if (step.equals(KEY)) {
            ((ObjectNode) at).put(text, "v");
        } else if (step.equals(VALUE)) {
            ((ObjectNode) at).put("k", text);
        } else {
            ((ObjectNode) at).set(step, value);
        }
        if (!rest.isEmpty()) {
            set(value, rest, text);
        }
    }

    /** What a nested thing is before the text is put in: good enough to be looked at. */
    private static JsonNode filler(String step) {
        if (step.equals(ELEMENT)) {
            return JSON.createArrayNode();
        }
        return step.equals(KEY) || step.equals(VALUE)
                ? JSON.createObjectNode()
                : JSON.valueToTree(
                        Map.of("namespace", "root", "resources", List.of("actors"), "verbs", List.of("get")));
    }
}

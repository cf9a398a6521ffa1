package net.authproxy.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Actors, namespaces and permissions made over HTTP by the actor {@code admin}. */
record Actors(RunningServer server) {

    Caller admin() {
        return server.admin(Service.ADMIN_API);
    }

    Actors namespaces(String... paths) {
        Arrays.stream(paths)
                .forEach(path ->
                        admin().post("/namespaces", Map.of("path", path)).expect(200));
        return this;
    }

    /** Makes an actor and gives its id. */
    String make(String namespace, String externalId, Object... permissions) {
        return make(namespace, externalId, Map.of(), permissions);
    }

    String make(String namespace, String externalId, Map<String, String> labels, Object... permissions) {
        return admin().post(
                        "/actors",
                        Map.of(
                                "namespace",
                                namespace,
                                "external_id",
                                externalId,
                                "labels",
                                labels,
                                "permissions",
                                List.of(permissions)))
                .expect(201)
                .text("id");
    }

    static Map<String, Object> permission(String namespace, String resource, String... verbs) {
        return Map.of("namespace", namespace, "resources", List.of(resource), "verbs", List.of(verbs));
    }

    static List<String> values(Answer answer, String member) {
        List<String> values = new ArrayList<>();
        answer.expect(200)
                .json()
                .path("items")
                .forEach(item -> values.add(item.path(member).asString("")));
        return values;
    }
}

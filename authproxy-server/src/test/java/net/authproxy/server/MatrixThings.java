package net.authproxy.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One thing of each kind in a tenant of its own, and its names for the rows of {@link MatrixRoutes}. */
final class MatrixThings {

    private final RunningServer server;
    private final Map<String, String> things = new TreeMap<>();

    MatrixThings(RunningServer server) {
        this.server = server;
    }

    /** What {@code {name}} stands for; empty before {@link #prepare}. */
    String get(String name) {
        return things.getOrDefault(name, "");
    }

    /** A tenant with one thing of each kind. */
    MatrixThings prepare(String base) {
        Caller admin = server.admin(Service.ADMIN_API);
        Caller api = server.admin(Service.API);
        things.put("base", base);
        things.put("ns", base + ".target");
        for (String path : List.of("", ".target", ".target.child", ".sibling", ".targetx")) {
            api.post("/namespaces", Map.of("path", base + path)).expect(200);
        }
        things.put(
                "actor",
                admin.post("/actors", Map.of("namespace", things.get("ns"), "external_id", "victim"))
                        .expect(201)
                        .text("id"));
        things.put(
                "key",
                admin.post(
                                fill("/actors/{actor}/keys"),
                                Map.of("shared_key", Map.of("value", "another-secret-of-32-bytes-or-more-2b7d")))
                        .expect(201)
                        .text("id"));
        Connections connections = new Connections(() -> api, RunningServer.KEY);
        Map<String, Object> there = Map.of("into_namespace", things.get("ns"));
        things.put("connector", connections.connector("header"));
        things.put("own", ownConnector(api));
        things.put("connection", connections.connect("header", there));
        String ending = connections.connect("header", there);
        things.put(
                "task",
                api.post("/connections/" + ending + "/_disconnect", Map.of())
                        .expect(200)
                        .text("task_id"));
        String hook = "{'namespace':'{ns}','url':'https://127.0.0.1:9/hook','events':['namespace.*']}";
        things.put(
                "webhook",
                api.send("POST", "/webhooks", fill(hook).getBytes(StandardCharsets.UTF_8))
                        .expect(201)
                        .text("id"));
        things.put(
                "delivery",
                api.post(fill("/webhooks/{webhook}/_test"), Map.of())
                        .expect(200)
                        .text("id"));
        for (String path :
                List.of("/namespaces/{ns}", "/actors/{actor}", "/connections/{connection}", "/webhooks/{webhook}")) {
            put(api, fill(path) + "/labels/kept");
            put(api, fill(path) + "/annotations/kept");
        }
        api.get("/connections/" + things.get("connection") + "/_proxy_raw/header/echo");
        things.put(
                "entry",
                Await.until(
                                Duration.ofSeconds(10),
                                () -> api.get("/request-log?connection_id=" + things.get("connection")),
                                answer -> answer.body().contains("\"req_"))
                        .json()
                        .path("items")
                        .path(0)
                        .path("request_id")
                        .asString());
        // Noted a moment after the call; from here on nothing changes by itself.
        Await.until(
                Duration.ofSeconds(10),
                () -> api.get("/connections/" + things.get("connection")),
                answer -> answer.body().contains("\"last_used_at\""));
        return this;
    }

    /** Version 1 is primary, version 2 a draft. */
    private String ownConnector(Caller api) {
        String definition = "{'labels':{'type':'own','kept':'1'},'annotations':{'kept':'1'},'display_name':'Own',"
                + "'logo':'https://a.example.com/l.png','auth':{'type':'no-auth'},"
                + "'proxy':{'base_url':'https://a.example.com'}}";
        byte[] whole =
                fill("{'namespace':'{ns}','definition':" + definition + "}").getBytes(StandardCharsets.UTF_8);
        String id = api.send("POST", "/connectors", whole).expect(201).text("id");
        api.post("/connectors/" + id + "/versions/1/_publish", Map.of()).expect(200);
        api.post("/connectors/" + id + "/versions", Map.of()).expect(201);
        return id;
    }

    private static void put(Caller caller, String path) {
        caller.send("PUT", path, "{\"value\":\"1\"}".getBytes(StandardCharsets.UTF_8))
                .expect(200);
    }

    String fill(String text) {
        String filled = text.replace('\'', '"');
        for (Map.Entry<String, String> thing : things.entrySet()) {
            filled = filled.replace("{" + thing.getKey() + "}", thing.getValue());
        }
        return filled;
    }
}

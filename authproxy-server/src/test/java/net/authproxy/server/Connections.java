package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;

/** Connects demo connectors as a user of the marketplace does. */
record Connections(Supplier<Caller> api, String key) {

    /** The id of the demo connector whose key is at this place. */
    String connector(String place) {
        return api.get()
                .get("/connectors?label_selector=type%3Ddemo-" + place)
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asString("");
    }

    /** Goes through the whole set-up and returns the id of the ready connection. */
    String connect(String place) {
        return connect(place, Map.of());
    }

    String connect(String place, Map<String, Object> more) {
        Map<String, Object> body = new java.util.HashMap<>(more);
        body.put("connector_id", connector(place));
        Answer begun = api.get().post("/connections/_initiate", body).expect(200);
        String id = begun.text("id");
        if (place.equals("open")) {
            assertThat(begun.text("type")).isEqualTo("complete");
            return id;
        }
        assertThat(begun.text("type")).isEqualTo("form");
        Map<String, String> data =
                place.equals("basic") ? Map.of("username", "demo", "password", key) : Map.of("api_key", key);
        Answer done = api.get()
                .post("/connections/" + id + "/_submit", Map.of("step_id", begun.text("step_id"), "data", data))
                .expect(200);
        assertThat(done.text("type")).isEqualTo("complete");
        assertThat(api.get().get("/connections/" + id).expect(200).text("state"))
                .isEqualTo("ready");
        return id;
    }
}

package net.authproxy.demo.oauth2;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer before it is written. */
record Answer(int status, Map<String, String> headers, Content content) {

    /** The body: still changeable JSON, or bytes. */
    sealed interface Content {

        record Json(Members members) implements Content {}

        record Bytes(String contentType, Buffer buffer) implements Content {}
    }

    static Answer json(int status, Members members) {
        return new Answer(status, Map.of(), new Content.Json(members));
    }

    static Answer text(int status, String contentType, String body) {
        return new Answer(status, Map.of(), new Content.Bytes(contentType, Buffer.buffer(body)));
    }

    static Answer empty(int status) {
        return text(status, "text/plain", "");
    }

    static Answer redirect(int status, String location) {
        return empty(status).with("Location", location);
    }

    static Answer notFound() {
        return json(404, Members.NONE.with("error", "not_found"));
    }

    static Answer wrongMethod(String allowed) {
        return json(405, Members.NONE.with("error", "method_not_allowed")).with("Allow", allowed);
    }

    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, content);
    }

    Answer with(Content other) {
        return new Answer(status, headers, other);
    }

    Content.Bytes bytes() {
        return switch (content) {
            case Content.Json json ->
                new Content.Bytes(
                        "application/json", Buffer.buffer(json.members().toJson()));
            case Content.Bytes bytes -> bytes;
        };
    }
}

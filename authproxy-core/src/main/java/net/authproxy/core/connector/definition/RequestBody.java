package net.authproxy.core.connector.definition;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** The body of a call the server makes by itself. */
public sealed interface RequestBody {

    /** Text in UTF-8. */
    record Text(String text) implements RequestBody {}

    /** JSON; sent as {@code application/json} unless a header says otherwise. */
    record Json(JsonNode json) implements RequestBody {}

    /** Bytes, kept in base64. */
    record Raw(String base64) implements RequestBody {}

    /** The bytes to send. */
    default byte[] bytes() {
        return switch (this) {
            case Text body -> body.text().getBytes(StandardCharsets.UTF_8);
            case Json body -> body.json().toString().getBytes(StandardCharsets.UTF_8);
            case Raw body -> Base64.getDecoder().decode(body.base64());
        };
    }
}

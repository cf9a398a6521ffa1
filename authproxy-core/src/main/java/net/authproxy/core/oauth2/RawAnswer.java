package net.authproxy.core.oauth2;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.authproxy.core.connector.definition.OAuth2;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A token answer as it came, for the journal: what was committed can be read again after a crash. */
final class RawAnswer {

    private static final JsonMapper JSON = new JsonMapper();

    private final @Nullable String contentType;
    private final byte[] body;

    RawAnswer(@Nullable String contentType, byte[] body) {
        this.contentType = contentType;
        this.body = body;
    }

    TokenAnswer read(OAuth2 rules) {
        return TokenAnswerReader.read(rules, contentType, body);
    }

    byte[] toBytes() {
        ObjectNode node = JSON.createObjectNode();
        node.put("type", contentType == null ? "" : contentType);
        node.put("body", Base64.getEncoder().encodeToString(body));
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    static RawAnswer of(byte[] bytes) {
        JsonNode node = JSON.readTree(bytes);
        return new RawAnswer(
                node.path("type").asString(""),
                Base64.getDecoder().decode(node.path("body").asString("")));
    }

    @Override
    public String toString() {
        return "RawAnswer";
    }
}

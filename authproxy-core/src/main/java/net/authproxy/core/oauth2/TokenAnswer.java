package net.authproxy.core.oauth2;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A token answer that passed every check (contract 8.3). Short-lived; prints nothing.
 *
 * @param refreshToken absent: the previous one stays
 * @param expiresIn absent if unknown
 * @param scopes what was granted; absent if the provider said nothing
 * @param metadata values for the configuration, by key
 * @param body the whole answer, for the account's identity
 */
public record TokenAnswer(
        SecretString accessToken,
        @Nullable SecretString refreshToken,
        @Nullable Duration expiresIn,
        @Nullable List<String> scopes,
        Map<String, JsonNode> metadata,
        JsonNode body) {

    /** An answer that says nothing of scopes grants what was asked for (RFC 6749 5.1). */
    TokenAnswer withScopesOr(@Nullable List<String> asked) {
        return scopes == null ? new TokenAnswer(accessToken, refreshToken, expiresIn, asked, metadata, body) : this;
    }

    /** The form that a running set-up keeps until it is done; the end of life is a moment there. */
    public ObjectNode toJson(Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("access_token", accessToken.expose());
        if (refreshToken != null) {
            json.put("refresh_token", refreshToken.expose());
        }
        if (expiresIn != null) {
            json.put("expires_at", now.plus(expiresIn).toString());
        }
        if (scopes != null) {
            json.put("scopes", String.join(" ", scopes));
        }
        json.putObject("metadata").setAll(metadata);
        return json;
    }

    /** Reads that form again; what has ended meanwhile has a second left. */
    public static TokenAnswer fromJson(JsonNode json, Instant now) {
        JsonNode refresh = json.path("refresh_token");
        JsonNode end = json.path("expires_at");
        Duration left = end.isString() ? Duration.between(now, Instant.parse(end.stringValue())) : null;
        JsonNode scopes = json.path("scopes");
        Map<String, JsonNode> metadata = new HashMap<>();
        json.path("metadata").properties().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
        return new TokenAnswer(
                SecretString.of(json.path("access_token").asString("")),
                refresh.isString() ? SecretString.of(refresh.stringValue()) : null,
                left == null || left.isPositive() ? left : Duration.ofSeconds(1),
                scopes.isString() ? List.of(scopes.stringValue().split(" ")) : null,
                Map.copyOf(metadata),
                JsonNodeFactory.instance.objectNode());
    }

    @Override
    public String toString() {
        return "TokenAnswer";
    }
}

package net.authproxy.core.oauth2;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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

    @Override
    public String toString() {
        return "TokenAnswer";
    }
}

package net.authproxy.core.connector.definition;

import java.time.Duration;
import java.util.List;
import net.authproxy.core.shared.template.Template;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are renewed (contract 8.4, 8.5).
 *
 * @param endpoint absent: the token endpoint
 * @param rotation what an answer without a new refresh token means
 * @param skew a token that expires sooner counts as expired
 * @param permanentErrors error codes after which only the user can help, besides the standard ones
 */
public record RefreshRules(
        @Nullable Template endpoint, Rotation rotation, Duration skew, List<String> permanentErrors) {

    /** {@code OPTIONAL}: the old one is kept; {@code ALWAYS}: an error; {@code NEVER}: a new one is ignored. */
    public enum Rotation {
        OPTIONAL,
        ALWAYS,
        NEVER
    }

    public RefreshRules {
        permanentErrors = List.copyOf(permanentErrors);
    }
}

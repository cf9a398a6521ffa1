package net.authproxy.core.connector;

import java.util.List;
import net.authproxy.core.shared.error.FieldError;

/**
 * What is to be said of a definition without saving it (contract 6.5, {@code _validate}).
 *
 * @param errors why it could not be saved; empty if it could
 * @param warnings what would be accepted and has no effect, looks wrong, or cannot be looked up on this machine
 * @param effectiveAllowedHosts where credentials could go (contract 9.4), templates as written; empty if there are errors
 */
public record DefinitionVerdict(
        List<FieldError> errors, List<FieldError> warnings, List<String> effectiveAllowedHosts) {

    public DefinitionVerdict {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
        effectiveAllowedHosts = List.copyOf(effectiveAllowedHosts);
    }
}

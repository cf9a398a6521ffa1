package net.authproxy.web.connector;

import java.util.List;
import net.authproxy.core.connector.DefinitionVerdict;
import net.authproxy.core.shared.error.FieldError;

/**
 * What is to be said of a definition (contract 6.5).
 *
 * @param valid whether it could be saved
 * @param errors why not
 * @param warnings what would have no effect, looks wrong, or cannot be looked up on the server's machine
 * @param effectiveAllowedHosts where the proxy could send credentials; empty if it is not valid
 */
record VerdictResponse(
        boolean valid, List<FieldError> errors, List<FieldError> warnings, List<String> effectiveAllowedHosts) {

    static VerdictResponse of(DefinitionVerdict verdict) {
        return new VerdictResponse(
                verdict.errors().isEmpty(), verdict.errors(), verdict.warnings(), verdict.effectiveAllowedHosts());
    }
}

package net.authproxy.core.connector.definition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.secret.SecretString;

/** Looks up what a {@link DefinitionValue} refers to. */
final class ValueResolver {

    private ValueResolver() {}

    static SecretString text(DefinitionValue value, ValueSource source) {
        return SecretString.of(new String(bytes(value, source), StandardCharsets.UTF_8));
    }

    static byte[] bytes(DefinitionValue value, ValueSource source) {
        return switch (value) {
            case DefinitionValue.Literal literal -> literal.text().getBytes(StandardCharsets.UTF_8);
            case DefinitionValue.Base64Text base64 -> decoded(base64.base64(), value);
            case DefinitionValue.EnvVar variable -> variable(variable, source);
            case DefinitionValue.File file -> file(file, source);
        };
    }

    private static byte[] variable(DefinitionValue.EnvVar variable, ValueSource source) {
        String text = source.environment(variable.name())
                .filter(found -> !found.isEmpty())
                .or(() -> Optional.ofNullable(variable.fallback()))
                .orElseThrow(() -> unresolved(variable, "is not set"));
        return variable.base64() ? decoded(text, variable) : text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] file(DefinitionValue.File file, ValueSource source) {
        byte[] content = source.file(file.path()).orElseThrow(() -> unresolved(file, "cannot be read"));
        int length = content.length;
        if (length > 0 && content[length - 1] == '\n') {
            length--;
            if (length > 0 && content[length - 1] == '\r') {
                length--;
            }
        }
        return Arrays.copyOf(content, length);
    }

    private static byte[] decoded(String base64, DefinitionValue value) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw unresolved(value, "is not base64");
        }
    }

    private static AuthProxyException unresolved(DefinitionValue value, String problem) {
        return new AuthProxyException(ErrorCode.DEFINITION_INVALID, value.source() + " " + problem);
    }
}

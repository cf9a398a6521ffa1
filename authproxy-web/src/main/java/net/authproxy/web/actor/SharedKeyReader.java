package net.authproxy.web.actor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.secret.SecretBytes;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.settings.KeyData;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.core.shared.settings.SettingsException;
import net.authproxy.core.shared.settings.ValueResolver;
import net.authproxy.core.shared.settings.service.EncryptionSettings;
import org.jspecify.annotations.Nullable;

/**
 * Reads a shared key in the forms of contract 11.4 that a caller may use: the secret itself, or, if the operator allows
 * it, the name of a variable or file of this machine. The secret is read at once and kept encrypted.
 */
final class SharedKeyReader {

    private static final String PATH = "shared_key";

    private final ValueResolver values;
    private final boolean localSources;

    SharedKeyReader(Settings settings) {
        this.values = settings.values();
        this.localSources = settings.get(EncryptionSettings.class).allowLocalSources();
    }

    /** The secret; empty with a finding when it cannot be had. */
    Optional<SecretBytes> read(@Nullable Object written, List<FieldError> findings) {
        Optional<KeyData> source = source(written);
        if (source.isEmpty()) {
            findings.add(new FieldError(
                    PATH, "must be an object with exactly one of value, base64, env_var, env_var_base64, path"));
            return Optional.empty();
        }
        if (!source.get().inline() && !localSources) {
            throw new AuthProxyException(
                    ErrorCode.LOCAL_SOURCE_NOT_ALLOWED,
                    "shared_key: variables and files of this machine are not allowed (encryption.allow_local_sources)");
        }
        try {
            return Optional.of(values.bytes(source.get()));
        } catch (SettingsException e) {
            findings.add(new FieldError(PATH, e.findings().getFirst().reason()));
            return Optional.empty();
        }
    }

    private static Optional<KeyData> source(@Nullable Object written) {
        if (!(written instanceof Map<?, ?> members) || members.size() != 1) {
            return Optional.empty();
        }
        Map.Entry<?, ?> member = members.entrySet().iterator().next();
        if (!(member.getValue() instanceof String text) || text.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return switch (String.valueOf(member.getKey())) {
            case "value" -> Optional.of(new KeyData.Value(SecretString.of(text)));
            case "base64" -> Optional.of(new KeyData.Base64(SecretString.of(text)));
            case "env_var" -> Optional.of(new KeyData.EnvVar(text));
            case "env_var_base64" -> Optional.of(new KeyData.EnvVarBase64(text));
            case "path" -> Optional.of(new KeyData.File(Path.of(text)));
            default -> Optional.empty();
        };
    }
}

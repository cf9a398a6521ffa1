package net.authproxy.web.actor;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * it, the name of a variable or file of this machine. The secret is read at once and kept encrypted. A random one nobody
 * ever sees.
 */
final class SharedKeyReader {

    private static final String PATH = "shared_key";
    private static final int RANDOM_BYTES = 32;
    private static final Set<String> LATER = Set.of("vault_address", "vault_path", "aws_secret_id", "gcp_secret_name");

    private final ValueResolver values;
    private final boolean localSources;
    private final SecureRandom random;

    SharedKeyReader(Settings settings, SecureRandom random) {
        this.random = random;
        this.values = settings.values();
        this.localSources = settings.get(EncryptionSettings.class).allowLocalSources();
    }

    /** The secret; empty with a finding when it cannot be had. */
    Optional<SecretBytes> read(@Nullable Object written, List<FieldError> findings) {
        if (isOfLater(written)) {
            findings.add(new FieldError(PATH, "keys of Vault, AWS and GCP are not supported yet"));
            return Optional.empty();
        }
        if (isRandom(written)) {
            byte[] bytes = new byte[RANDOM_BYTES];
            random.nextBytes(bytes);
            return Optional.of(SecretBytes.copyOf(bytes));
        }
        Optional<KeyData> source = source(written);
        if (source.isEmpty()) {
            findings.add(new FieldError(
                    PATH,
                    "must be an object with exactly one of value, base64, random (true, of 32 bytes), env_var,"
                            + " env_var_base64, path"));
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

    private static boolean isOfLater(@Nullable Object written) {
        return written instanceof Map<?, ?> members
                && members.keySet().stream().anyMatch(name -> LATER.contains(String.valueOf(name)));
    }

    private static boolean isRandom(@Nullable Object written) {
        return written instanceof Map<?, ?> members
                && Boolean.TRUE.equals(members.get("random"))
                && members.keySet().stream().allMatch(name -> "random".equals(name) || "num_bytes".equals(name))
                && (!members.containsKey("num_bytes")
                        || Integer.valueOf(RANDOM_BYTES).equals(members.get("num_bytes")));
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

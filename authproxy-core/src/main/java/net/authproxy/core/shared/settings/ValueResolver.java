package net.authproxy.core.shared.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.authproxy.core.shared.secret.SecretBytes;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values that settings name: from the file, the environment or another file. Asks again at each call, so a
 * replaced key file is seen. Paths in settings are already absolute.
 */
public final class ValueResolver {

    private static final int AES_KEY_BYTES = 32;
    private static final long MAX_FILE_BYTES = 1 << 20;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern HEX_KEY = Pattern.compile("[0-9a-fA-F]{64}");

    private final Environment environment;

    public ValueResolver(Environment environment) {
        this.environment = environment;
    }

    /** The text. A missing variable or file, or bad base64, is a {@link SettingsException}. */
    public SecretString text(StringValue value) {
        return refusing(() -> readText(value));
    }

    /** The number. A missing variable or one that is no number is a {@link SettingsException}. */
    public long number(IntegerValue value) {
        return refusing(() -> readNumber(value));
    }

    /**
     * The bytes of a key as they are: text forms as UTF-8, files unchanged.
     *
     * @throws SettingsException when the source has nothing, or is not one this version can read
     */
    public SecretBytes bytes(KeyData key) {
        return refusing(() -> SecretBytes.copyOf(readKey(key)));
    }

    /** A key of 32 bytes: the source's bytes, or those that its base64 or hex text stands for (contract 11.4). */
    public SecretBytes aesKey(KeyData key) {
        return refusing(() -> SecretBytes.copyOf(aesBytes(readKey(key))));
    }

    /** Text of a key, such as PEM or an OpenSSH line. */
    public SecretString keyText(KeyData key) {
        return bytes(key).expose(bytes -> SecretString.of(new String(bytes, StandardCharsets.UTF_8)));
    }

    Optional<String> explainText(StringValue value) {
        return explain(() -> readText(value));
    }

    Optional<String> explainNumber(IntegerValue value) {
        return explain(() -> readNumber(value));
    }

    /** Why a key cannot be had; sources that are asked later or made at the first start are not judged. */
    Optional<String> explainKey(KeyData key) {
        return switch (key) {
            case KeyData.Value ignored -> explain(() -> readKey(key));
            case KeyData.Base64 ignored -> explain(() -> readKey(key));
            case KeyData.EnvVar ignored -> explain(() -> readKey(key));
            case KeyData.EnvVarBase64 ignored -> explain(() -> readKey(key));
            case KeyData.File ignored -> Optional.empty();
            case KeyData.Random ignored -> Optional.empty();
            case KeyData.Vault ignored -> Optional.empty();
            case KeyData.Aws ignored -> Optional.empty();
            case KeyData.Gcp ignored -> Optional.empty();
        };
    }

    private SecretString readText(StringValue value) throws Unresolved {
        return switch (value) {
            case StringValue.Literal literal -> literal.value();
            case StringValue.Base64 encoded -> utf8(base64(encoded.base64().expose()));
            case StringValue.EnvVar variable -> SecretString.of(variable(variable.envVar(), variable.fallback()));
            case StringValue.EnvVarBase64 variable ->
                utf8(base64(variable(variable.envVarBase64(), variable.fallback())));
            case StringValue.File file -> withoutNewline(utf8(file(file.path())));
        };
    }

    private long readNumber(IntegerValue value) throws Unresolved {
        return switch (value) {
            case IntegerValue.Literal literal -> literal.value();
            case IntegerValue.EnvVar variable -> {
                Optional<String> set = environment.get(variable.envVar());
                if (set.isEmpty() && variable.fallback() != null) {
                    yield variable.fallback();
                }
                String text = set.orElseThrow(() -> unset(variable.envVar())).strip();
                if (!WHOLE_NUMBER.matcher(text).matches()) {
                    throw new Unresolved("the environment variable " + variable.envVar() + " is not a whole number");
                }
                yield Long.parseLong(text);
            }
        };
    }

    private byte[] readKey(KeyData key) throws Unresolved {
        byte[] bytes = switch (key) {
            case KeyData.Value literal -> literal.value().expose().getBytes(StandardCharsets.UTF_8);
            case KeyData.Base64 encoded -> base64(encoded.base64().expose());
            case KeyData.EnvVar variable -> variable(variable.envVar(), null).getBytes(StandardCharsets.UTF_8);
            case KeyData.EnvVarBase64 variable -> base64(variable(variable.envVarBase64(), null));
            case KeyData.File file -> file(file.path());
            case KeyData.Random ignored ->
                throw new Unresolved("a random key is kept in the database and cannot be read from the settings");
            case KeyData.Vault ignored -> throw unsupported(key);
            case KeyData.Aws ignored -> throw unsupported(key);
            case KeyData.Gcp ignored -> throw unsupported(key);
        };
        if (bytes.length == 0) {
            throw new Unresolved("the key is empty");
        }
        return bytes;
    }

    private static Unresolved unsupported(KeyData key) {
        return new Unresolved("keys from " + key.provider() + " are not supported yet by this version");
    }

    private static byte[] aesBytes(byte[] bytes) throws Unresolved {
        if (bytes.length == AES_KEY_BYTES) {
            return bytes;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        if (HEX_KEY.matcher(text).matches()) {
            return HexFormat.of().parseHex(text);
        }
        byte[] decoded = decodeOrNull(text.replace('-', '+').replace('_', '/'));
        if (decoded == null || decoded.length != AES_KEY_BYTES) {
            throw new Unresolved("the key must be 32 bytes, or their base64 or hex text");
        }
        return decoded;
    }

    private String variable(String name, @Nullable SecretString fallback) throws Unresolved {
        Optional<String> set = environment.get(name);
        if (set.isPresent()) {
            return set.get();
        }
        if (fallback == null) {
            throw unset(name);
        }
        return fallback.expose();
    }

    private static Unresolved unset(String name) {
        return new Unresolved("the environment variable " + name + " is unset or empty and there is no default");
    }

    private static byte[] base64(String text) throws Unresolved {
        byte[] decoded = decodeOrNull(text.strip());
        if (decoded == null) {
            throw new Unresolved("not valid base64");
        }
        return decoded;
    }

    /** Standard alphabet, padded or not. */
    private static byte @Nullable [] decodeOrNull(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] file(Path path) throws Unresolved {
        try {
            if (Files.size(path) > MAX_FILE_BYTES) {
                throw new Unresolved("the file " + path + " is larger than 1 MiB");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new Unresolved("the file " + path + " cannot be read");
        }
    }

    private static SecretString utf8(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Arrays.fill(bytes, (byte) 0);
        return SecretString.of(text);
    }

    private static SecretString withoutNewline(SecretString text) {
        String content = text.expose();
        if (content.endsWith("\r\n")) {
            return SecretString.of(content.substring(0, content.length() - 2));
        }
        return content.endsWith("\n") ? SecretString.of(content.substring(0, content.length() - 1)) : text;
    }

    private static <T> T refusing(Reading<T> reading) {
        try {
            return reading.read();
        } catch (Unresolved e) {
            throw new SettingsException(List.of(new Finding("settings", 0, "", e.reason)));
        }
    }

    private static Optional<String> explain(Reading<?> reading) {
        try {
            reading.read();
            return Optional.empty();
        } catch (Unresolved e) {
            return Optional.of(e.reason);
        }
    }

    /** One attempt to read a value. */
    private interface Reading<T> {
        T read() throws Unresolved;
    }

    /** Why a value cannot be had; never holds the value. */
    private static final class Unresolved extends Exception {
        private final String reason;

        Unresolved(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}

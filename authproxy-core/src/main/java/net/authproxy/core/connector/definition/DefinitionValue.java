package net.authproxy.core.connector.definition;

import net.authproxy.core.shared.secret.SecretBytes;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;

/**
 * A text in a definition, or where it is to be found (contract 13.1). References stay references: they are looked up
 * at use, so that a definition can be stored and compared without its secrets.
 */
public sealed interface DefinitionValue {

    /** Whether reading it over HTTP shows only a fingerprint. */
    boolean secret();

    /** What it is, for readers: {@code inline}, {@code env_var:X}, {@code path:X}. */
    String source();

    /** The text itself. */
    record Literal(String text, boolean secret) implements DefinitionValue {

        @Override
        public String source() {
            return "inline";
        }

        @Override
        public String toString() {
            return "[inline]";
        }
    }

    /** The text in base64. */
    record Base64Text(String base64, boolean secret) implements DefinitionValue {

        @Override
        public String source() {
            return "inline";
        }

        @Override
        public String toString() {
            return "[inline]";
        }
    }

    /**
     * An environment variable.
     *
     * @param fallback used when it is unset or empty; absent if there is none
     * @param base64 whether variable and fallback are in base64
     */
    record EnvVar(String name, @Nullable String fallback, boolean base64, boolean secret) implements DefinitionValue {

        @Override
        public String source() {
            return (base64 ? "env_var_base64:" : "env_var:") + name;
        }

        @Override
        public String toString() {
            return "[" + source() + "]";
        }
    }

    /** A file; one trailing newline does not count. */
    record File(String path, boolean secret) implements DefinitionValue {

        @Override
        public String source() {
            return "path:" + path;
        }
    }

    /** Whether it reads from the machine the server runs on. */
    default boolean isLocalSource() {
        return this instanceof EnvVar || this instanceof File;
    }

    /** The text; an unset variable or unreadable file is {@code definition_invalid}. */
    default SecretString resolve(ValueSource source) {
        return ValueResolver.text(this, source);
    }

    /** The bytes: what base64 stands for, or the text in UTF-8. */
    default SecretBytes resolveBytes(ValueSource source) {
        return SecretBytes.copyOf(ValueResolver.bytes(this, source));
    }
}

package net.authproxy.core.shared.settings;

import java.nio.file.Path;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;

/** Text that stands in the file or is fetched from elsewhere at start (contract 13.1). {@link ValueResolver} reads it. */
@Union
public sealed interface StringValue extends Resolvable {

    /** The text itself. */
    @Variant(scalar = true, presentBy = "value")
    record Literal(@Doc("The text.") SecretString value) implements StringValue {}

    /** The text in base64. */
    @Variant(presentBy = "base64")
    record Base64(@Doc("The text in base64.") SecretString base64) implements StringValue {}

    /** An environment variable; an empty one counts as unset. */
    @Variant(presentBy = "env_var")
    record EnvVar(
            @Doc("Name of the environment variable.") String envVar,

            @Doc("Used when the variable is unset or empty; without it that stops the start.")
            @Named("default")
            @Nullable
            SecretString fallback)
            implements StringValue {}

    /** An environment variable in base64, the default too. */
    @Variant(presentBy = "env_var_base64")
    record EnvVarBase64(
            @Doc("Name of the environment variable, whose value is base64.")
            String envVarBase64,

            @Doc("Base64; used when the variable is unset or empty.") @Named("default") @Nullable
            SecretString fallback)
            implements StringValue {}

    /** The content of a file, without one trailing newline. */
    @Variant(presentBy = "path")
    record File(
            @Doc("File with the text; ~ is the home directory; one trailing newline is dropped.")
            Path path) implements StringValue {}

    @Override
    default void checkResolvable(ValueResolver values, Findings findings) {
        values.explainText(this).ifPresent(findings::add);
    }
}

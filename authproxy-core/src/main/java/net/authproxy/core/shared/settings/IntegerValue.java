package net.authproxy.core.shared.settings;

import org.jspecify.annotations.Nullable;

/** A whole number that stands in the file or comes from the environment (contract 13.1). */
@Union
public sealed interface IntegerValue extends Resolvable {

    /** The number itself. */
    @Variant(scalar = true, presentBy = "value")
    record Literal(@Doc("The number.") long value) implements IntegerValue {}

    /** An environment variable; an empty one counts as unset. */
    @Variant(presentBy = "env_var")
    record EnvVar(
            @Doc("Name of the environment variable.") String envVar,

            @Doc("Used when the variable is unset or empty.") @Named("default") @Nullable
            Long fallback)
            implements IntegerValue {}

    @Override
    default void checkResolvable(ValueResolver values, Findings findings) {
        values.explainNumber(this).ifPresent(findings::add);
    }
}

package net.authproxy.core.connector.definition;

import org.jspecify.annotations.Nullable;

/**
 * One field of the credentials form.
 *
 * @param name key of the value, used as {@code {{credentials.<name>}}}
 * @param title what the form shows; absent if only the name is known
 * @param description help text; absent if none
 * @param secret whether the value is hidden and never sent back
 * @param required whether it must be given
 * @param pattern regular expression (RE2) of the whole or a part of the value; absent if any will do
 * @param example shown as a hint; absent if none
 */
public record CredentialField(
        String name,
        @Nullable String title,
        @Nullable String description,
        boolean secret,
        boolean required,
        @Nullable String pattern,
        @Nullable String example) {}

package net.authproxy.core.oauth2;

import org.jspecify.annotations.Nullable;

/**
 * Whose account a connection speaks for at the provider.
 *
 * @param name for people; absent if there is none
 */
public record Account(String id, @Nullable String name) {}

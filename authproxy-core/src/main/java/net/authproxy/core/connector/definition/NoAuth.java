package net.authproxy.core.connector.definition;

import org.jspecify.annotations.Nullable;

/** A service that wants no credential. */
public record NoAuth(@Nullable Identity identity, boolean allowAccountChange) implements AuthMethod {}

package net.authproxy.web.metadata;

import org.jspecify.annotations.Nullable;

/** The value of one label or annotation; required, may be empty. */
public record LabelValueRequest(@Nullable String value) {}

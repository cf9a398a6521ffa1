package net.authproxy.web.namespace;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A namespace to be made; {@code path} is required. */
record CreateNamespaceRequest(
        @Nullable String path,
        @Nullable Map<String, @Nullable String> labels,
        @Nullable Map<String, @Nullable String> annotations) {}

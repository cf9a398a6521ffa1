package net.authproxy.web.namespace;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Labels and annotations, each replaced as a whole when present (contract 3). */
record PatchNamespaceRequest(
        @Nullable Map<String, @Nullable String> labels,
        @Nullable Map<String, @Nullable String> annotations) {}

package net.authproxy.web.connection;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Labels and annotations, each replaced as a whole when present (contract 7.1). */
record PatchConnectionRequest(
        @Nullable Map<String, @Nullable String> labels,
        @Nullable Map<String, @Nullable String> annotations) {}

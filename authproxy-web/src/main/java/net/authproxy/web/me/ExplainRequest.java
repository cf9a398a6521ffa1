package net.authproxy.web.me;

import org.jspecify.annotations.Nullable;

/** The question "may I": resource, verb and namespace are required (contract 4.6). */
record ExplainRequest(
        @Nullable String resource,
        @Nullable String verb,
        @Nullable String namespace,
        @Nullable String resourceId,
        @Nullable String actorId) {}

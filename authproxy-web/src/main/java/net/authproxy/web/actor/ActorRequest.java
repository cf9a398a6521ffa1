package net.authproxy.web.actor;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An actor to be made (contract 4.1).
 *
 * @param permissions permission objects, strict; only on admin-api
 */
record ActorRequest(
        @Nullable String externalId,
        @Nullable String namespace,
        @Nullable Map<String, @Nullable String> labels,
        @Nullable Map<String, @Nullable String> annotations,
        @Nullable Object permissions) {}

package net.authproxy.web.actor;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed of an actor (contract 4.1); its names stay.
 *
 * @param permissions permission objects, strict; only on admin-api
 */
record PatchActorRequest(
        @Nullable Map<String, @Nullable String> labels,
        @Nullable Map<String, @Nullable String> annotations,
        @Nullable Object permissions) {}

package net.authproxy.core.actor;

import org.jspecify.annotations.Nullable;

/** A key to be registered for an actor. */
public record NewActorKey(KeyMaterial material, @Nullable String comment, boolean canAssertActors) {}

package net.authproxy.core.actor;

import java.util.List;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import org.jspecify.annotations.Nullable;

/** A partial update: absent parts stay, present ones replace the whole. */
public record ActorChange(
        @Nullable Labels labels,
        @Nullable Annotations annotations,
        @Nullable List<Permission> permissions) {}

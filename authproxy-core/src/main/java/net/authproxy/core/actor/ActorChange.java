package net.authproxy.core.actor;

import java.util.List;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.shared.resource.MetadataChange;
import org.jspecify.annotations.Nullable;

/**
 * A partial update.
 *
 * @param permissions replace the present ones as a whole; absent: they stay
 */
public record ActorChange(MetadataChange metadata, @Nullable List<Permission> permissions) {}

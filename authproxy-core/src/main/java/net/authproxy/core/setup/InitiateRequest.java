package net.authproxy.core.setup;

import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a connection (contract 7.1, {@code _initiate}).
 *
 * @param connectorVersion absent for the primary one
 * @param intoNamespace absent for the actor's namespace, if that fits
 * @param returnToUrl where the user goes afterwards; absent if nowhere
 */
public record InitiateRequest(
        ResourceId connectorId,
        @Nullable Integer connectorVersion,
        @Nullable NamespacePath intoNamespace,
        @Nullable String returnToUrl,
        Labels labels,
        Annotations annotations) {}

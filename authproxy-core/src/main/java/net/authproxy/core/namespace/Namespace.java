package net.authproxy.core.namespace;

import java.time.Instant;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree that bounds access, keys and labels (contract 3).
 *
 * @param encryptionKeyId the key assigned to exactly this node; absent when it inherits
 */
public record Namespace(
        NamespacePath path,
        NamespaceState state,
        @Nullable String encryptionKeyId,
        Labels labels,
        Annotations annotations,
        Instant createdAt,
        Instant updatedAt) {}

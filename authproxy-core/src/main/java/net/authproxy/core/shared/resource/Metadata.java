package net.authproxy.core.shared.resource;

import java.time.Instant;

/**
 * The labels and annotations of a resource.
 *
 * @param updatedAt of the resource, for its ETag
 */
public record Metadata(Labels labels, Annotations annotations, Instant updatedAt) {}

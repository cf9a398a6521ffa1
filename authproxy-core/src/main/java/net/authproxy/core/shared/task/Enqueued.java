package net.authproxy.core.shared.task;

import net.authproxy.core.shared.resource.ResourceId;

/**
 * Answer to an enqueue.
 *
 * @param id of the new task, or of the one that already holds the unique key
 * @param already whether nothing was queued because the unique key is held
 */
public record Enqueued(ResourceId id, boolean already) {}

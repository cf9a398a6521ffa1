package net.authproxy.core.shared.task;

import net.authproxy.core.shared.resource.ResourceId;

/**
 * A queued piece of work as its handler sees it.
 *
 * @param payload JSON text with ids only
 */
public record Task(ResourceId id, TaskType type, String payload, QueueName queue) {}

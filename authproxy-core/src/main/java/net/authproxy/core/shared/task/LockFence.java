package net.authproxy.core.shared.task;

/**
 * Proof that the enqueuer still held a lock: an enqueue with a smaller number than one seen before is refused.
 *
 * @param lock name of the lock
 * @param number fencing number of the lease
 */
public record LockFence(String lock, long number) {}

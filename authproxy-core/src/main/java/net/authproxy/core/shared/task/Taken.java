package net.authproxy.core.shared.task;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Answer to a take.
 *
 * @param dead ids that became dead letters because their workers kept dying, or whose record is broken
 * @param nextDue time until a delayed task or an expired lease needs a take; empty when there is none
 */
record Taken(List<TakenTask> tasks, List<String> dead, Optional<Duration> nextDue) {}

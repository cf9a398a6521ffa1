package net.authproxy.worker;

import java.util.Optional;
import net.authproxy.core.shared.settings.Cron;
import net.authproxy.core.shared.task.NewTask;

/**
 * A task that the worker queues again and again (contract 12). Several workers queue it; its unique key keeps one of them
 * waiting.
 *
 * @param schedule empty: never
 */
public record PeriodicTask(Optional<Cron> schedule, NewTask task) {}

package net.authproxy.core.shared.task;

import java.time.Duration;

/**
 * How a worker runs tasks.
 *
 * @param concurrency tasks at a time
 * @param runLimit time after which a run is cancelled
 * @param drain time running tasks get to finish when the worker stops; up to 4 s more until unfinished ones are given
 *     back
 */
public record TaskRunnerSettings(int concurrency, Duration runLimit, Duration drain) {

    public TaskRunnerSettings {
        if (concurrency < 1) {
            throw new IllegalArgumentException("a worker runs at least one task at a time");
        }
    }

    /** 30 min run limit (contract 12), 20 s drain. */
    public static TaskRunnerSettings of(int concurrency) {
        return new TaskRunnerSettings(concurrency, Duration.ofMinutes(30), Duration.ofSeconds(20));
    }
}

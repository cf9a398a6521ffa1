package net.authproxy.core.shared.task;

import java.util.List;

/**
 * Some tasks of one state.
 *
 * @param total of all in that state
 */
public record TaskPage(List<MonitoredTask> tasks, long total) {

    public TaskPage {
        tasks = List.copyOf(tasks);
    }
}

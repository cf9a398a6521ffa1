package net.authproxy.core.oauth2;

import java.time.Duration;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;

/** Looks for refreshes that were interrupted, from time to time. */
class ResumeRefreshes implements TaskHandler {

    static final TaskType TYPE = new TaskType("oauth2:resume_refreshes");

    /** Most refreshes are done by then; an older one is watched, which harms nobody. */
    private static final Duration LEFT_ALONE = Duration.ofSeconds(5);

    private final InterruptedRefreshes interrupted;

    ResumeRefreshes(InterruptedRefreshes interrupted) {
        this.interrupted = interrupted;
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        interrupted.resume(LEFT_ALONE);
    }
}

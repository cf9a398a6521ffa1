package net.authproxy.worker;

import java.util.List;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.ResumableWork;
import net.authproxy.core.shared.task.Schedule;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues again what the database remembers and the queue may have lost: the database is the truth, the queue a hint
 * (contract 12, {@code database:resume}). One kind of work that fails does not keep the others from being looked for.
 */
final class ResumeLostWork implements TaskHandler {

    static final TaskType TYPE = new TaskType("database:resume");
    static final Schedule SCHEDULE = Schedule.of(NewTask.of(TYPE, "{}").uniqueBy(TYPE.name()), "*/5 * * * *")
            .alsoAtStart();

    private static final Logger log = LoggerFactory.getLogger(ResumeLostWork.class);

    private final List<ResumableWork> works;

    ResumeLostWork(List<ResumableWork> works) {
        this.works = List.copyOf(works);
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        RuntimeException first = null;
        for (ResumableWork work : works) {
            context.checkCancelled();
            try {
                int begun = work.resume();
                if (begun > 0) {
                    log.info("action=resumed {}={}", work.name(), begun);
                }
            } catch (RuntimeException e) {
                log.warn("reason=resume_failed work={}", work.name(), e);
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}

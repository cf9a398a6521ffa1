package net.authproxy.core.shared.task;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.task.WorkQueue.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one task from the opened record to the recorded outcome. Whatever a task does, the worker lives on (R9). */
final class TaskExecution {

    private static final Logger LOG = LoggerFactory.getLogger(TaskExecution.class);

    private final WorkQueue queue;
    private final Map<String, TaskHandler> handlers;
    private final RandomGenerator random;

    TaskExecution(WorkQueue queue, Collection<TaskHandler> handlers, RandomGenerator random) {
        this.queue = queue;
        this.random = random;
        this.handlers = handlers.stream()
                .collect(Collectors.toMap(handler -> handler.type().name(), Function.identity()));
    }

    /** How a run ended, for metrics. */
    enum Result {
        COMPLETED,
        RETRY,
        DEAD,
        HANDED_BACK,
        LOST
    }

    boolean knows(String type) {
        return handlers.containsKey(type);
    }

    /** Runs the task; never throws. When the store is away the outcome is lost and the lease decides. */
    Result execute(TaskRun run) {
        TakenTask task = run.task();
        try {
            TaskHandler handler = handlers.get(task.type());
            if (handler == null) {
                throw new PermanentTaskFailure("unknown_type");
            }
            return attempt(run, handler);
        } catch (PermanentTaskFailure problem) {
            return record(task, () -> ended(task, queue.bury(task, reason(problem)), problem));
        }
    }

    private Result attempt(TaskRun run, TaskHandler handler) {
        TakenTask task = run.task();
        try {
            handle(run, handler);
            return record(task, () -> queue.complete(task) ? Result.COMPLETED : lost(task));
        } catch (PermanentTaskFailure problem) {
            throw problem;
        } catch (InterruptedException | TaskCancelledException stopped) {
            return record(task, () -> cancelled(run, handler));
        } catch (RuntimeException | Error problem) {
            return record(task, () -> isStoppedByOperator(run) ? stopped(task) : failed(task, handler, problem));
        }
    }

    private void handle(TaskRun run, TaskHandler handler) throws InterruptedException {
        TaskContext context = new TaskContext(queue.open(run.task()), run.task(), run.cancellation());
        run.enter();
        try {
            handler.handle(context);
        } finally {
            run.leave();
        }
    }

    private Result cancelled(TaskRun run, TaskHandler handler) {
        TakenTask task = run.task();
        return switch (run.cancellation().reason().orElse(Cancellation.Reason.SHUTDOWN)) {
            case SHUTDOWN -> queue.handBack(task) ? Result.HANDED_BACK : lost(task);
            case LEASE_LOST -> lost(task);
            case OPERATOR -> stopped(task);
            case RUN_LIMIT -> failed(task, handler, new TaskCancelledException());
        };
    }

    private static boolean isStoppedByOperator(TaskRun run) {
        return run.cancellation()
                .reason()
                .filter(Cancellation.Reason.OPERATOR::equals)
                .isPresent();
    }

    private Result stopped(TakenTask task) {
        return ended(task, queue.bury(task, "cancelled"), new TaskCancelledException());
    }

    private Result failed(TakenTask task, TaskHandler handler, Throwable problem) {
        return ended(task, queue.fail(task, reason(problem), handler.backoff(task.attempt(), random)), problem);
    }

    private static Result ended(TakenTask task, Failure failure, Throwable problem) {
        String reason = reason(problem);
        return switch (failure) {
            case LOST -> lost(task);
            case RETRY -> {
                LOG.info("task failed, will be tried again {} reason={}", task, reason, Traceable.of(problem));
                yield Result.RETRY;
            }
            case DEAD -> {
                LOG.warn("task is a dead letter {} reason={}", task, reason, Traceable.of(problem));
                yield Result.DEAD;
            }
        };
    }

    private static Result lost(TakenTask task) {
        LOG.warn("task has another owner by now {}", task);
        return Result.LOST;
    }

    private static Result record(TakenTask task, Supplier<Result> outcome) {
        try {
            return outcome.get();
        } catch (AuthProxyException away) {
            LOG.warn("outcome of a task not stored, its lease decides {}", task, away);
            return Result.LOST;
        }
    }

    /** Only texts that are made for strangers: an unknown exception's message may hold anything. */
    private static String reason(Throwable problem) {
        return switch (problem) {
            case AuthProxyException known -> known.code().code() + ": " + known.message();
            case PermanentTaskFailure known -> String.valueOf(known.getMessage());
            case TaskCancelledException limit -> "run_limit";
            default -> problem.getClass().getSimpleName();
        };
    }
}

package net.authproxy.core.shared.task;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisFixture;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.task.Cancellation.Reason;
import net.authproxy.core.shared.task.TaskExecution.Result;
import net.authproxy.testsupport.MutableClock;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class TaskExecutionTests {

    private static final TaskType PROBE = new TaskType("core:probe");

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final MutableClock clock = MutableClock.at("2026-04-02T09:15:00Z");
    private final RedisAccess access = RedisFixture.access(redis);
    private final RedisTaskQueue queue = new RedisTaskQueue(
            access,
            RedisTime.of(clock),
            new TestCipher(),
            new IdGenerator(clock, new SecureRandom()),
            new SecureRandom());

    @AfterEach
    void close() {
        redis.flush();
        access.close();
    }

    @Test
    void logsWhereAnUnknownFailureHappenedButNotItsMessages() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(TaskExecution.class);
        appender.start();
        logger.addAppender(appender);

        execute(begin(), context -> {
            throw new IllegalStateException("token=abc", new IllegalArgumentException("token=def"));
        });

        logger.detachAppender(appender);
        String logged = appender.list.stream()
                .map(event -> event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .collect(Collectors.joining());
        assertThat(logged)
                .contains("IllegalStateException", "IllegalArgumentException", "TaskExecutionTests")
                .doesNotContain("token=");
    }

    @Test
    void aRunAtItsTimeLimitCountsAsAFailedAttempt() {
        TaskRun run = begin();
        run.cancellation().cancel(Reason.RUN_LIMIT);

        assertThat(execute(run, TaskContext::checkCancelled)).isEqualTo(Result.RETRY);
        assertThat(stored(run)).containsEntry("last_error", "run_limit").containsEntry("attempt", "1");
    }

    @Test
    void aRunStoppedByShutdownIsHandedBack() {
        TaskRun run = begin();
        run.cancellation().cancel(Reason.SHUTDOWN);

        assertThat(execute(run, TaskContext::checkCancelled)).isEqualTo(Result.HANDED_BACK);
        assertThat(stored(run)).containsEntry("state", "pending").containsEntry("attempt", "0");
    }

    @Test
    void aHandlerThatFinishesInSpiteOfACancellationIsDone() {
        TaskRun run = begin();
        run.cancellation().cancel(Reason.SHUTDOWN);

        assertThat(execute(run, context -> {})).isEqualTo(Result.COMPLETED);
    }

    @Test
    void theOutcomeOfARunThatLostItsLeaseChangesNothing() {
        TaskRun run = begin();
        clock.advance(Duration.ofSeconds(60));
        queue.take("other", 1);

        assertThat(execute(run, context -> {})).isEqualTo(Result.LOST);
        assertThat(stored(run)).containsEntry("state", "active");
    }

    @Test
    void anOutcomeThatCannotBeStoredIsLeftToTheLease() {
        TaskRun run = begin();

        assertThat(execute(run, context -> access.close())).isEqualTo(Result.LOST);
    }

    @Test
    void theReasonOfAKnownFailureIsKept() {
        TaskRun run = begin();

        execute(run, context -> {
            throw new AuthProxyException(ErrorCode.TOKEN_REFRESH_FAILED, "the provider refused");
        });

        assertThat(stored(run)).containsEntry("last_error", "token_refresh_failed: the provider refused");
    }

    @Test
    void tellsTheHandlerItsLastAttempt() {
        TaskRun run = begin();
        boolean[] last = new boolean[1];

        execute(run, context -> last[0] = context.isLastAttempt());

        assertThat(last[0]).isFalse();
    }

    private TaskRun begin() {
        queue.enqueue(NewTask.of(PROBE, "{}").retrying(2));
        return new TaskRun(queue.take("w1", 1).tasks().getFirst(), 0);
    }

    private Result execute(TaskRun run, Work work) {
        TaskHandler handler = new TaskHandler() {
            @Override
            public TaskType type() {
                return PROBE;
            }

            @Override
            public void handle(TaskContext context) {
                work.handle(context);
            }
        };
        return new TaskExecution(queue, List.of(handler), new SecureRandom()).execute(run);
    }

    private Map<String, String> stored(TaskRun run) {
        return access.call(c -> c.hgetall("authproxy:{queue}:t:" + run.task().id()));
    }

    private interface Work {
        void handle(TaskContext context);
    }
}

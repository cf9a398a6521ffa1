package net.authproxy.core.shared.task;

import java.util.List;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisScript;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.core.shared.resource.ResourceId;

/** Each change of a task is one script; a change of many goes in portions, so that workers are not kept waiting. */
public final class RedisTaskControl implements TaskControl {

    private static final RedisScript OPERATE = RedisTaskQueue.script("view.lua", "operate.lua");
    private static final RedisScript BULK = RedisTaskQueue.script("view.lua", "bulk.lua");
    private static final RedisScript PAUSE = RedisTaskQueue.script("pause.lua");

    private final RedisAccess redis;
    private final RedisTime time;

    public RedisTaskControl(RedisAccess redis, RedisTime time) {
        this.redis = redis;
        this.time = time;
    }

    @Override
    public Outcome run(QueueName queue, ResourceId id) {
        return operate(queue, id, "run");
    }

    @Override
    public Outcome archive(QueueName queue, ResourceId id) {
        return operate(queue, id, "archive");
    }

    @Override
    public Outcome delete(QueueName queue, ResourceId id) {
        return operate(queue, id, "delete");
    }

    @Override
    public Outcome cancel(QueueName queue, ResourceId id) {
        return operate(queue, id, "cancel");
    }

    @Override
    public void pause(QueueName queue, boolean paused) {
        redis.runForNumber(PAUSE, RedisTaskQueue.PREFIX, time.argument(), queue.text(), paused ? "1" : "0");
    }

    @Override
    public long runAll(QueueName queue, MonitoredState state) {
        return changeAll(queue, state, "run");
    }

    @Override
    public long deleteAll(QueueName queue, MonitoredState state) {
        return changeAll(queue, state, "delete");
    }

    private Outcome operate(QueueName queue, ResourceId id, String action) {
        String answer = redis.runForText(
                OPERATE,
                RedisTaskQueue.PREFIX,
                time.argument(),
                queue.text(),
                id.text(),
                action,
                RedisTaskQueue.DEAD_LETTERS_KEPT);
        return switch (answer) {
            case "done" -> Outcome.DONE;
            case "missing" -> Outcome.MISSING;
            case "held" -> Outcome.KEY_TAKEN;
            default -> Outcome.WRONG_STATE;
        };
    }

    private long changeAll(QueueName queue, MonitoredState state, String action) {
        if (state == MonitoredState.PENDING || state == MonitoredState.ACTIVE) {
            throw new IllegalArgumentException("not for tasks that workers hold or take");
        }
        long all = 0;
        long left = 0;
        long changed;
        long skipped;
        do {
            List<?> answer = redis.runForList(
                    BULK,
                    RedisTaskQueue.PREFIX,
                    time.argument(),
                    queue.text(),
                    state.text(),
                    action,
                    Long.toString(left));
            changed = number(answer, 0);
            skipped = number(answer, 1);
            all += changed;
            left += skipped;
        } while (changed + skipped > 0);
        return all;
    }

    private static long number(List<?> answer, int index) {
        return Long.parseLong(String.valueOf(answer.get(index)));
    }
}

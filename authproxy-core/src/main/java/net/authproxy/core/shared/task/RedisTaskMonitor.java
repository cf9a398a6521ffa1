package net.authproxy.core.shared.task;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisScript;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import org.jspecify.annotations.Nullable;

/** Reads what the queue's scripts keep. What somebody else wrote into the store is shown without being believed. */
public final class RedisTaskMonitor implements TaskMonitor {

    private static final RedisScript QUEUES = RedisTaskQueue.script("view.lua", "queue.lua");
    private static final RedisScript HISTORY = RedisTaskQueue.script("history.lua");
    private static final RedisScript LIST = RedisTaskQueue.script("view.lua", "list.lua");
    private static final RedisScript TASK = RedisTaskQueue.script("view.lua", "task.lua");
    private static final RedisScript ANNOUNCE = RedisTaskQueue.script("announce.lua");
    private static final RedisScript WORKERS = RedisTaskQueue.script("workers.lua");

    private final RedisAccess redis;
    private final RedisTime time;
    private final RedisTaskQueue queue;

    /** Of that queue. */
    public RedisTaskMonitor(RedisAccess redis, RedisTime time, RedisTaskQueue queue) {
        this.redis = redis;
        this.time = time;
        this.queue = queue;
    }

    @Override
    public List<QueueStatus> queues() {
        return statuses(QueueName.values());
    }

    @Override
    public QueueStatus queue(QueueName name) {
        return statuses(name).getFirst();
    }

    private List<QueueStatus> statuses(QueueName... names) {
        List<String> arguments = new ArrayList<>(List.of(time.argument(), RedisTaskQueue.DEAD_LETTERS_KEPT));
        Arrays.stream(names).map(QueueName::text).forEach(arguments::add);
        List<?> rows = redis.runForList(QUEUES, RedisTaskQueue.PREFIX, arguments.toArray(String[]::new));
        List<QueueStatus> statuses = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            statuses.add(status(names[i], StoredRow.of(rows.get(i))));
        }
        return statuses;
    }

    private static QueueStatus status(QueueName name, StoredRow row) {
        Map<MonitoredState, Long> tasks = new EnumMap<>(MonitoredState.class);
        int at = 0;
        for (MonitoredState state : MonitoredState.values()) {
            tasks.put(state, row.number(at++));
        }
        long processed = row.number(at++);
        long failed = row.number(at++);
        long processedEver = row.number(at++);
        long failedEver = row.number(at++);
        boolean paused = row.number(at++) == 1;
        long oldest = row.number(at++);
        long memory = row.number(at++);
        long now = row.number(at);
        Duration latency = oldest < 0 ? Duration.ZERO : Duration.ofMillis(Math.max(0, now - oldest));
        return new QueueStatus(
                name,
                tasks,
                processed,
                failed,
                processedEver,
                failedEver,
                paused,
                latency,
                memory,
                Instant.ofEpochMilli(now));
    }

    @Override
    public List<DayCount> history(QueueName name, int days) {
        return redis
                .runForList(HISTORY, RedisTaskQueue.PREFIX, time.argument(), name.text(), Integer.toString(days))
                .stream()
                .map(StoredRow::of)
                .map(row -> new DayCount(name, LocalDate.ofEpochDay(row.number(0)), row.number(1), row.number(2)))
                .toList();
    }

    @Override
    public TaskPage tasks(QueueName name, MonitoredState state, int most, MonitoredTask.@Nullable Position after) {
        List<?> answer = redis.runForList(
                LIST,
                RedisTaskQueue.PREFIX,
                time.argument(),
                name.text(),
                state.text(),
                Integer.toString(most),
                after == null ? "" : after.score(),
                after == null ? "" : after.id(),
                RedisTaskQueue.LONGEST_SEALED,
                RedisTaskQueue.DEAD_LETTERS_KEPT);
        List<MonitoredTask> tasks = answer.stream()
                .skip(1)
                .map(row -> task(StoredRow.of(row), name, state))
                .toList();
        return new TaskPage(tasks, Long.parseLong(String.valueOf(answer.getFirst())));
    }

    @Override
    public Optional<MonitoredTask> task(QueueName name, ResourceId id) {
        List<?> answer = redis.runForList(
                TASK, RedisTaskQueue.PREFIX, time.argument(), id.text(), RedisTaskQueue.LONGEST_SEALED);
        StoredRow row = StoredRow.of(answer);
        return answer.isEmpty() || !row.text(3).equals(name.text())
                ? Optional.empty()
                : MonitoredState.parse(row.text(4)).map(state -> task(row, name, state));
    }

    /** The fields are those of view.lua. */
    private MonitoredTask task(StoredRow row, QueueName name, MonitoredState state) {
        long attempts = row.number(6);
        Instant score = row.time(9);
        boolean running =
                state == MonitoredState.ACTIVE || state == MonitoredState.ARCHIVED || state == MonitoredState.COMPLETED;
        boolean waits = state == MonitoredState.SCHEDULED || state == MonitoredState.RETRY;
        return new MonitoredTask(
                TakenTask.shown(row.text(0)),
                name,
                TakenTask.shown(row.text(1)),
                payload(row, name),
                state,
                Math.toIntExact(Math.min(Integer.MAX_VALUE, row.number(5))),
                Math.toIntExact(Math.clamp(running ? attempts - 1 : attempts, 0, Integer.MAX_VALUE)),
                row.text(7).isEmpty() ? null : row.text(7),
                row.time(8),
                waits ? score : null,
                state == MonitoredState.COMPLETED ? row.time(10) : null,
                row.number(11) == 1,
                new MonitoredTask.Position(row.text(9), row.text(0)));
    }

    private String payload(StoredRow row, QueueName name) {
        if (!ResourceId.wellFormed(row.text(0), IdType.TASK)) {
            return "[broken_record]";
        }
        try {
            TakenTask stored = new TakenTask(row.text(0), row.text(1), row.text(2), name, 0, 0, 0, "");
            return PayloadMask.masked(queue.open(stored).payload());
        } catch (PermanentTaskFailure broken) {
            return "[" + broken.getMessage() + "]";
        } catch (AuthProxyException later) {
            return "[" + later.code().code() + "]";
        }
    }

    @Override
    public List<WorkerStatus> workers() {
        List<?> answer = redis.runForList(WORKERS, RedisTaskQueue.PREFIX, time.argument());
        List<StoredRow> running = StoredRow.rows(answer.get(1));
        return StoredRow.rows(answer.get(0)).stream()
                .flatMap(row -> WorkerNote.read(row.text(0), row.text(1)).stream())
                .map(facts -> new WorkerStatus(facts, runs(facts, running)))
                .toList();
    }

    private static List<WorkerStatus.Run> runs(WorkerFacts facts, List<StoredRow> running) {
        return running.stream()
                .filter(row -> row.text(3).startsWith(facts.id() + ":"))
                .map(row -> {
                    Instant started = Instant.ofEpochMilli(row.number(4));
                    return new WorkerStatus.Run(
                            TakenTask.shown(row.text(0)),
                            TakenTask.shown(row.text(1)),
                            QueueName.of(row.text(2)),
                            started,
                            started.plus(facts.runLimit()));
                })
                .toList();
    }

    @Override
    public void announce(WorkerFacts worker, Duration lifetime) {
        redis.runForNumber(
                ANNOUNCE,
                RedisTaskQueue.PREFIX,
                time.argument(),
                worker.id(),
                WorkerNote.write(worker),
                Long.toString(lifetime.toMillis()));
    }
}

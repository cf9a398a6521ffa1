package net.authproxy.core.shared.task;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisScript;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * The queue in Redis: each step is one atomic script, all keys share one hash tag (contract 16), and the server's clock
 * rules leases and delays. The sealed payload carries the task's type, so that nobody who can write to Redis can give a
 * payload to another handler (security R9). Thread-safe.
 */
public final class RedisTaskQueue implements TaskQueue, WorkQueue {

    static final String TOPIC = "tasks";

    static final String PREFIX = "authproxy:{queue}:";
    static final String CANCEL_TOPIC = "task-cancel";

    private static final Duration LEASE = Duration.ofSeconds(60);

    static final String DEAD_LETTERS_KEPT = Long.toString(Duration.ofDays(30).toMillis());
    static final String LONGEST_SEALED = Integer.toString(4 * NewTask.LONGEST_PAYLOAD);
    private static final String NO_RETRY = "-1";
    private static final List<QueueName> WEIGHTED = Stream.of(QueueName.values())
            .flatMap(queue -> Stream.generate(() -> queue).limit(queue.weight()))
            .toList();

    private static final RedisScript ENQUEUE = script("enqueue.lua");
    private static final RedisScript TAKE = script("take.lua");
    private static final RedisScript COMPLETE = script("complete.lua");
    private static final RedisScript FAIL = script("fail.lua");
    private static final RedisScript RENEW = script("renew.lua");
    private static final RedisScript CANCELLED = script("cancelled.lua");
    private static final RedisScript HAND_BACK = script("handback.lua");
    private static final RedisScript STATE = script("state.lua");

    private final RedisAccess redis;
    private final RedisTime time;
    private final PayloadCipher cipher;
    private final IdGenerator ids;
    private final RandomGenerator random;
    private final Duration lease;

    public RedisTaskQueue(
            RedisAccess redis, RedisTime time, PayloadCipher cipher, IdGenerator ids, RandomGenerator random) {
        this(redis, time, cipher, ids, random, LEASE);
    }

    /** With another lease than that of the contract. */
    RedisTaskQueue(
            RedisAccess redis,
            RedisTime time,
            PayloadCipher cipher,
            IdGenerator ids,
            RandomGenerator random,
            Duration lease) {
        this.lease = lease;
        this.redis = redis;
        this.time = time;
        this.cipher = cipher;
        this.ids = ids;
        this.random = random;
    }

    @Override
    public Enqueued enqueue(NewTask task) {
        List<?> answer = store(task, "", "0");
        return new Enqueued(
                new ResourceId(IdType.TASK, text(answer, 1)), answer.get(0).equals("already"));
    }

    /** Queues the task of a schedule's slot; false when that slot or a later one was queued before. */
    boolean enqueueSlot(String schedule, Instant slot, NewTask task) {
        return !store(task, schedule, Long.toString(slot.toEpochMilli())).get(0).equals("past");
    }

    private List<?> store(NewTask task, String schedule, String slot) {
        String id = ids.nextText(IdType.TASK);
        LockFence fence = task.fence();
        List<?> answer = redis.runForList(
                ENQUEUE,
                PREFIX,
                time.argument(),
                id,
                task.type().name(),
                seal(id, task),
                task.queue().text(),
                orEmpty(task.uniqueKey()),
                runAt(task.runAt()),
                millis(task.delay()),
                Integer.toString(task.maxRetries()),
                millis(task.retention()),
                fence == null ? "" : fence.lock(),
                fence == null ? "" : Long.toString(fence.number()),
                schedule,
                slot);
        if (fence != null && answer.get(0).equals("fenced")) {
            throw new FencedOffException(fence);
        }
        return answer;
    }

    @Override
    public Optional<TaskState> state(ResourceId id) {
        List<?> row = redis.runForList(STATE, PREFIX, time.argument(), id.text());
        if (row.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TaskState(
                id,
                new TaskType(text(row, 0)),
                TaskState.Phase.of(text(row, 1)),
                Instant.ofEpochMilli(Long.parseLong(text(row, 2)))));
    }

    /** Whether Redis is there and lets us work on the queue. */
    public boolean isReachable() {
        try {
            redis.runForList(STATE, PREFIX, time.argument(), "");
            return true;
        } catch (AuthProxyException away) {
            return false;
        }
    }

    @Override
    public Duration lease() {
        return lease;
    }

    @Override
    public Taken take(String worker, int most) {
        List<String> arguments =
                new ArrayList<>(List.of(time.argument(), worker, millis(lease), LONGEST_SEALED, DEAD_LETTERS_KEPT));
        for (int i = 0; i < most; i++) {
            arguments.add(WEIGHTED.get(random.nextInt(WEIGHTED.size())).text());
        }
        List<?> answer = redis.runForList(TAKE, PREFIX, arguments.toArray(String[]::new));
        long due = Long.parseLong(text(answer, 0));
        return new Taken(
                rows(answer, 1).stream()
                        .map(row -> TakenTask.of((List<?>) row, worker))
                        .toList(),
                rows(answer, 2).stream().map(String::valueOf).toList(),
                due < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(due)));
    }

    @Override
    public boolean complete(TakenTask task) {
        return redis.runForNumber(COMPLETE, PREFIX, time.argument(), task.id(), task.owner()) == 1;
    }

    @Override
    public Failure fail(TakenTask task, String reason, Duration backoff) {
        return fail(task, reason, millis(backoff));
    }

    @Override
    public Failure bury(TakenTask task, String reason) {
        return fail(task, reason, NO_RETRY);
    }

    @Override
    public Set<String> renew(Collection<TakenTask> tasks) {
        List<String> arguments = new ArrayList<>(List.of(time.argument(), millis(lease)));
        tasks.forEach(task -> arguments.addAll(List.of(task.id(), task.owner())));
        return redis.runForList(RENEW, PREFIX, arguments.toArray(String[]::new)).stream()
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    @Override
    public Set<String> cancelled(Collection<TakenTask> tasks) {
        List<String> arguments = new ArrayList<>(List.of(time.argument()));
        tasks.forEach(task -> arguments.addAll(List.of(task.id(), task.owner())));
        return redis.runForList(CANCELLED, PREFIX, arguments.toArray(String[]::new)).stream()
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    @Override
    public boolean handBack(TakenTask task) {
        return redis.runForNumber(HAND_BACK, PREFIX, time.argument(), task.id(), task.owner()) == 1;
    }

    @Override
    public Task open(TakenTask task) {
        if (!ResourceId.wellFormed(task.id(), IdType.TASK)) {
            throw new PermanentTaskFailure("broken_record");
        }
        String plain = unseal(task);
        int end = plain.indexOf('\n');
        if (end < 0 || !plain.substring(0, end).equals(task.type())) {
            throw new PermanentTaskFailure("payload_of_other_type");
        }
        return new Task(
                new ResourceId(IdType.TASK, task.id()),
                new TaskType(task.type()),
                plain.substring(end + 1),
                task.queue());
    }

    private Failure fail(TakenTask task, String reason, String backoff) {
        long answer = redis.runForNumber(
                FAIL, PREFIX, time.argument(), task.id(), task.owner(), reason, backoff, DEAD_LETTERS_KEPT);
        if (answer == 0) {
            return Failure.LOST;
        }
        return answer == 1 ? Failure.RETRY : Failure.DEAD;
    }

    private String seal(String id, NewTask task) {
        return cipher.seal(id, (task.type().name() + '\n' + task.payload()).getBytes(StandardCharsets.UTF_8));
    }

    private String unseal(TakenTask task) {
        if (task.sealed().isEmpty()) {
            throw new PermanentTaskFailure("payload_missing_or_too_long");
        }
        try {
            return new String(cipher.open(task.id(), task.sealed()), StandardCharsets.UTF_8);
        } catch (AuthProxyException problem) {
            if (problem.code() == ErrorCode.ENCRYPTION_KEY_UNAVAILABLE || problem.code() == ErrorCode.UNAVAILABLE) {
                throw problem;
            }
            throw new PermanentTaskFailure("payload_unreadable", problem);
        } catch (RuntimeException problem) {
            throw new PermanentTaskFailure("payload_unreadable", problem);
        }
    }

    static RedisScript script(String... names) {
        String[] all = Stream.concat(Stream.of("common.lua"), Stream.of(names)).toArray(String[]::new);
        return RedisScript.of(RedisTaskQueue.class, all);
    }

    private static String text(List<?> row, int index) {
        return String.valueOf(row.get(index));
    }

    private static List<?> rows(List<?> answer, int index) {
        return answer.get(index) instanceof List<?> rows ? rows : List.of();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String runAt(@Nullable Instant start) {
        return start == null ? "" : Long.toString(start.toEpochMilli());
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}

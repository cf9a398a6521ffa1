package net.authproxy.core.shared.task;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisScript;
import net.authproxy.core.shared.redis.RedisTime;
import org.jspecify.annotations.Nullable;

/** The slots beside the queue, under the same hash tag, so that queueing and remembering are one script. */
public final class RedisScheduleStore implements ScheduleStore {

    private static final RedisScript SLOTS = RedisTaskQueue.script("slots.lua");
    private static final RedisScript PUBLISH = RedisTaskQueue.script("publish.lua");
    private static final RedisScript ENTRIES = RedisTaskQueue.script("entries.lua");
    private static final int FIELDS = 3;

    private final RedisAccess redis;
    private final RedisTime time;
    private final RedisTaskQueue queue;

    /** Beside that queue. */
    public RedisScheduleStore(RedisAccess redis, RedisTime time, RedisTaskQueue queue) {
        this.redis = redis;
        this.time = time;
        this.queue = queue;
    }

    @Override
    public Map<String, Instant> lastSlots(Collection<String> schedules, Instant now) {
        List<String> names = List.copyOf(schedules);
        List<String> arguments = new ArrayList<>(List.of(time.argument(), Long.toString(now.toEpochMilli())));
        arguments.addAll(names);
        List<?> answer = redis.runForList(SLOTS, RedisTaskQueue.PREFIX, arguments.toArray(String[]::new));
        Map<String, Instant> slots = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            slots.put(names.get(i), instant(String.valueOf(answer.get(i))));
        }
        return slots;
    }

    @Override
    public boolean enqueue(String schedule, Instant slot, NewTask task) {
        return queue.enqueueSlot(schedule, slot, task);
    }

    @Override
    public void publish(Collection<ScheduleEntry> entries, Duration lifetime) {
        List<String> arguments = new ArrayList<>(List.of(time.argument(), Long.toString(lifetime.toMillis())));
        entries.forEach(entry -> arguments.addAll(
                List.of(entry.name(), entry.type().name() + '\n' + entry.next().toEpochMilli() + '\n' + entry.spec())));
        redis.runForNumber(PUBLISH, RedisTaskQueue.PREFIX, arguments.toArray(String[]::new));
    }

    @Override
    public List<ScheduleEntry> entries() {
        return redis.runForList(ENTRIES, RedisTaskQueue.PREFIX, time.argument()).stream()
                .map(row -> entry((List<?>) row))
                .sorted(Comparator.comparing(ScheduleEntry::name))
                .toList();
    }

    private static ScheduleEntry entry(List<?> row) {
        String[] fields = String.valueOf(row.get(1)).split("\n", FIELDS);
        String previous = String.valueOf(row.get(2));
        return new ScheduleEntry(
                String.valueOf(row.get(0)),
                fields[2],
                new TaskType(fields[0]),
                instant(fields[1]),
                previous.isEmpty() ? null : instant(previous));
    }

    private static Instant instant(@Nullable String millis) {
        return Instant.ofEpochMilli(Long.parseLong(String.valueOf(millis)));
    }
}

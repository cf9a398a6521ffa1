package net.authproxy.core.shared.task;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.redis.Notifier;
import net.authproxy.core.shared.task.Cancellation.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes tasks and runs them, several at a time. It sleeps until a message tells of new work or the next delayed task is
 * due. {@link #stop} lets running tasks finish and gives unfinished ones back. Metrics: counter {@code authproxy.jobs} by
 * {@code type} and {@code state} (completed, retry, dead, handed_back, lost), timer {@code authproxy.jobs.duration} by
 * {@code type}, gauge {@code authproxy.jobs.running}.
 */
public final class TaskRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);
    private static final int LARGEST_TAKE = 16;
    private static final Duration QUIET_POLL = Duration.ofSeconds(5);
    private static final Duration BLIND_POLL = Duration.ofSeconds(1);
    private static final Duration LAST_WAIT = Duration.ofSeconds(2);
    // Before JDK 24 a virtual thread that waits inside "synchronized" pins its carrier (architecture 7).
    private static final int FIRST_JDK_WITHOUT_PINNING = 24;

    private final WorkQueue queue;
    private final TaskExecution execution;
    private final LeaseKeeper leases;
    private final TaskRunnerSettings settings;
    private final Notifier notifier;
    private final MeterRegistry meters;
    private final String worker = UUID.randomUUID().toString();
    private final Semaphore slots;
    private final Semaphore wake = new Semaphore(0);
    private final Map<String, TaskRun> running = new ConcurrentHashMap<>();
    private final ExecutorService runs = newExecutor();
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("task-lease").factory());
    private final Thread dispatcher =
            Thread.ofPlatform().name("task-dispatcher").unstarted(this::dispatch);
    private volatile boolean stopping;

    private TaskRunner(
            WorkQueue queue,
            TaskExecution execution,
            TaskRunnerSettings settings,
            Notifier notifier,
            MeterRegistry meters) {
        this.queue = queue;
        this.execution = execution;
        this.leases = new LeaseKeeper(queue, settings.runLimit(), System::nanoTime);
        this.settings = settings;
        this.notifier = notifier;
        this.meters = meters;
        this.slots = new Semaphore(settings.concurrency());
        meters.gaugeMapSize("authproxy.jobs.running", List.of(), running);
    }

    /**
     * Makes a worker for these handlers; {@link #start} starts it.
     *
     * @param notifier tells of new work
     * @param random for the jitter of retries
     */
    public static TaskRunner of(
            RedisTaskQueue queue,
            Collection<TaskHandler> handlers,
            TaskRunnerSettings settings,
            Notifier notifier,
            MeterRegistry meters,
            RandomGenerator random) {
        return new TaskRunner(queue, new TaskExecution(queue, handlers, random), settings, notifier, meters);
    }

    /** Starts taking tasks. */
    public void start() {
        notifier.subscribe(RedisTaskQueue.TOPIC, any -> wake.release());
        notifier.onGap(wake::release);
        notifier.subscribe(RedisTaskQueue.CANCEL_TOPIC, any -> heedOperators());
        long interval = leases.interval().toMillis();
        var unused = beats.scheduleWithFixedDelay(this::beat, interval, interval, TimeUnit.MILLISECONDS);
        dispatcher.start();
    }

    /** As the worker is known in the queue: a random id of this process's lifetime. */
    public String id() {
        return worker;
    }

    public TaskRunnerSettings settings() {
        return settings;
    }

    /** Whether tasks are being taken. */
    public boolean isRunning() {
        return dispatcher.isAlive() && !stopping;
    }

    /** Takes nothing more, waits for the running tasks, then cancels them and gives the unfinished ones back. */
    public void stop() {
        if (stopping) {
            return;
        }
        stopping = true;
        wake.release();
        slots.release();
        try {
            dispatcher.join();
            drain();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        runs.shutdownNow();
        beats.shutdownNow();
        running.values().forEach(run -> giveBack(run.task()));
    }

    @Override
    public void close() {
        stop();
    }

    private void drain() throws InterruptedException {
        runs.shutdown();
        if (runs.awaitTermination(settings.drain().toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        running.values().forEach(run -> run.cancellation().cancel(Reason.SHUTDOWN));
        if (runs.awaitTermination(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        running.values().forEach(TaskRun::interrupt);
        if (!runs.awaitTermination(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("{} tasks did not stop and are given back", running.size());
        }
    }

    private void dispatch() {
        try {
            while (!stopping) {
                int free = claimSlots();
                wake.drainPermits();
                Taken taken = stopping ? nothing(Optional.empty()) : take(free);
                slots.release(free - taken.tasks().size());
                taken.tasks().forEach(this::begin);
                if (taken.tasks().isEmpty() && !stopping) {
                    awaitWork(taken.nextDue());
                }
            }
        } catch (InterruptedException stopped) {
            LOG.warn("task dispatcher interrupted");
        }
    }

    private int claimSlots() throws InterruptedException {
        slots.acquire();
        int more = 0;
        while (more < LARGEST_TAKE - 1 && slots.tryAcquire()) {
            more++;
        }
        return 1 + more;
    }

    private Taken take(int most) {
        try {
            Taken taken = queue.take(worker, most);
            taken.dead().forEach(this::buried);
            return taken;
        } catch (AuthProxyException away) {
            LOG.warn("no tasks can be taken: {}", away.message());
            LOG.debug("take failed", away);
            return nothing(Optional.of(BLIND_POLL));
        } catch (RuntimeException problem) {
            // What nobody foresaw must not end the worker.
            LOG.error("no tasks can be taken", problem);
            return nothing(Optional.of(BLIND_POLL));
        }
    }

    private void begin(TakenTask task) {
        TaskRun run = new TaskRun(task, System.nanoTime());
        running.put(task.owner(), run);
        runs.execute(() -> run(run));
    }

    private void run(TaskRun run) {
        Timer.Sample sample = Timer.start(meters);
        TaskExecution.Result result = TaskExecution.Result.LOST;
        try {
            result = execution.execute(run);
        } finally {
            running.remove(run.task().owner());
            slots.release();
            sample.stop(meters.timer(
                    "authproxy.jobs.duration", "type", known(run.task().type())));
            count(run.task().type(), result);
        }
    }

    private void awaitWork(Optional<Duration> nextDue) throws InterruptedException {
        Duration longest = notifier.isFresh() ? QUIET_POLL : BLIND_POLL;
        Duration wait = nextDue.filter(due -> due.compareTo(longest) < 0).orElse(longest);
        // One more millisecond: the answer was rounded down.
        wake.tryAcquire(wait.toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            leases.beat(running.values());
        } catch (RuntimeException problem) {
            // An exception would end the heartbeat, and with it every lease.
            LOG.error("heartbeat of tasks failed", problem);
        }
    }

    private void heedOperators() {
        if (stopping) {
            return;
        }
        try {
            beats.execute(() -> leases.heedOperators(running.values()));
        } catch (RejectedExecutionException ended) {
            LOG.debug("a worker that stops heeds nobody", ended);
        }
    }

    private void buried(String id) {
        LOG.warn("task is a dead letter id={} reason=worker_lost_or_broken_record", TakenTask.shown(id));
        count("unknown", TaskExecution.Result.DEAD);
    }

    private void giveBack(TakenTask task) {
        try {
            queue.handBack(task);
        } catch (AuthProxyException away) {
            LOG.warn("task not given back, its lease decides {}", task, away);
        }
    }

    private void count(String type, TaskExecution.Result result) {
        String state = result.name().toLowerCase(Locale.ROOT);
        meters.counter("authproxy.jobs", "type", known(type), "state", state).increment();
    }

    /** Types that somebody wrote into the store must not become metric names. */
    private String known(String type) {
        return execution.knows(type) ? type : "unknown";
    }

    private static Taken nothing(Optional<Duration> nextTry) {
        return new Taken(List.of(), List.of(), nextTry);
    }

    private static ExecutorService newExecutor() {
        return Runtime.version().feature() >= FIRST_JDK_WITHOUT_PINNING
                ? Executors.newVirtualThreadPerTaskExecutor()
                : Executors.newCachedThreadPool();
    }
}

package net.authproxy.core.session;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.error.AuthProxyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a session's request must not wait for, on a thread of its own. When more is waiting than fits, the newest is
 * dropped: the next use of the session asks again.
 */
final class SeenWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SeenWriter.class);
    private static final int WAITING = 10_000;

    private final SessionStore store;
    private final Changes changes;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("session-seen").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    SeenWriter(SessionStore store, Changes changes) {
        this.store = store;
        this.changes = changes;
    }

    /** Writes the time of use; a session that was ended meanwhile stays ended, and memory forgets it. */
    void write(SessionRecord session, SessionPolicy policy) {
        later(() -> {
            Duration rest = Duration.ofMillis(session.endsAt(policy.idle()) - session.lastSeenAt());
            if (!store.update(session, rest)) {
                changes.announce(ChangeTopic.SESSION, session.hash());
            }
        });
    }

    void later(Runnable work) {
        thread.execute(() -> {
            try {
                work.run();
            } catch (AuthProxyException e) {
                log.debug("reason={} a session's use was not written", e.code().code(), e);
            }
        });
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}

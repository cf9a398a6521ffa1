package net.authproxy.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what happens in the background. */
final class Await {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    /** Asks until the answer contents the caller, and fails with the last complaint after {@code limit}. */
    static <T> T until(Duration limit, Supplier<T> question, java.util.function.Predicate<T> contented) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            T answer = question.get();
            if (contented.test(answer)) {
                return answer;
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("after " + limit + " still: " + answer);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}

package net.authproxy.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many who do the same at once. */
final class Race {

    private Race() {}

    /** How often each outcome came when all start at the same moment. */
    static Map<String, Integer> of(int runners, IntFunction<String> runner) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<String>> results = new ArrayList<>();
        Map<String, Integer> counts = new TreeMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(runners)) {
            for (int i = 0; i < runners; i++) {
                int number = i;
                results.add(threads.submit(() -> {
                    start.await();
                    return runner.apply(number);
                }));
            }
            start.countDown();
            for (Future<String> result : results) {
                counts.merge(result.get(), 1, Integer::sum);
            }
        }
        return counts;
    }
}

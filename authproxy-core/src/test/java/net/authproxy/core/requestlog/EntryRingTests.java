package net.authproxy.core.requestlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class EntryRingTests {

    @Test
    void keepsOrderAndRefusesWhenFull() {
        EntryRing ring = new EntryRing(3);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 3; i++) {
                assertThat(ring.offer(TestEntries.entry(i))).isTrue();
            }
            assertThat(ring.offer(TestEntries.entry(3))).isFalse();
            assertThat(ring.size()).isEqualTo(3);
            for (int i = 0; i < 3; i++) {
                assertThat(ring.poll().requestId()).isEqualTo(TestEntries.id(i));
            }
            assertThat(ring.poll()).isNull();
            assertThat(ring.size()).isZero();
        }
    }

    @Test
    void refusesAfterCloseAndStillGivesWhatItHas() {
        EntryRing ring = new EntryRing(3);
        ring.offer(TestEntries.entry(1));

        ring.close();
        ring.close();

        assertThat(ring.offer(TestEntries.entry(2))).isFalse();
        assertThat(ring.size()).isEqualTo(1);
        assertThat(ring.poll().requestId()).isEqualTo(TestEntries.id(1));
        assertThat(ring.size()).isZero();
    }

    @Test
    void losesAndDoublesNothingBetweenThreads() throws InterruptedException {
        EntryRing ring = new EntryRing(128);
        Set<String> taken = ConcurrentHashMap.newKeySet();
        List<Thread> producers = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int first = thread * 20_000;
            producers.add(Thread.ofPlatform().start(() -> {
                for (int i = first; i < first + 20_000; i++) {
                    if (ring.offer(TestEntries.entry(i))) {
                        taken.add(TestEntries.id(i));
                    }
                }
            }));
        }
        List<String> polled = new ArrayList<>();
        while (producers.stream().anyMatch(Thread::isAlive) || ring.size() > 0) {
            RequestLogEntry entry = ring.poll();
            if (entry != null) {
                polled.add(entry.requestId());
            }
        }
        assertThat(polled).hasSize(taken.size());
        assertThat(new HashSet<>(polled)).isEqualTo(taken);
    }
}

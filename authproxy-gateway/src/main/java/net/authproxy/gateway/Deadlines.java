package net.authproxy.gateway;

import java.util.ArrayList;
import java.util.List;

/**
 * The watched calls of one event loop. One periodic look at all of them costs less than a timer for each, which would be
 * made and cancelled several times per call; time-outs are therefore exact to {@link #TICK_MILLIS}. Not thread-safe.
 */
final class Deadlines {

    static final long TICK_MILLIS = 25;

    private final List<Deadlined> watched = new ArrayList<>();

    void add(Deadlined call) {
        if (call.place < 0) {
            call.place = watched.size();
            watched.add(call);
        }
    }

    void remove(Deadlined call) {
        int place = call.place;
        if (place < 0) {
            return;
        }
        Deadlined last = watched.remove(watched.size() - 1);
        if (!last.equals(call)) {
            watched.set(place, last);
            last.place = place;
        }
        call.place = -1;
    }

    /** Downwards, as a call that ends is replaced by the last one, which was looked at already. */
    void tick() {
        long now = System.nanoTime();
        for (int i = watched.size() - 1; i >= 0; i--) {
            if (i < watched.size()) {
                watched.get(i).check(now);
            }
        }
    }

    int size() {
        return watched.size();
    }
}

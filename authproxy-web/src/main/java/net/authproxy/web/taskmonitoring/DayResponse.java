package net.authproxy.web.taskmonitoring;

import net.authproxy.core.shared.task.DayCount;

/** Runs of a queue that ended on one day; {@code date} as 2026-04-02. */
record DayResponse(String queue, long processed, long failed, String date) {

    static DayResponse of(DayCount day) {
        return new DayResponse(
                day.queue().text(), day.processed(), day.failed(), day.date().toString());
    }
}

package net.authproxy.core.setup;

import java.util.List;
import net.authproxy.core.shared.task.ResumableWork;
import net.authproxy.core.shared.task.TaskQueue;

/** Queues verifications again whose tasks were lost. */
class ResumableVerifications implements ResumableWork {

    private final VerifyConnection verify;
    private final TaskQueue queue;

    ResumableVerifications(VerifyConnection verify, TaskQueue queue) {
        this.verify = verify;
        this.queue = queue;
    }

    @Override
    public String name() {
        return "verifications";
    }

    @Override
    public int resume() {
        List<String> waiting = verify.waiting();
        waiting.forEach(id -> queue.enqueue(VerifyConnection.task(id)));
        return waiting.size();
    }
}

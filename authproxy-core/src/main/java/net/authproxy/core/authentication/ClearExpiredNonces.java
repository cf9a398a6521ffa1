package net.authproxy.core.authentication;

import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.Schedule;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;

/** Forgets nonces whose tokens have expired (contract 12): such a token is refused without them. */
class ClearExpiredNonces implements TaskHandler {

    static final TaskType TYPE = new TaskType("auth_tasks:clear_expired_nonces");
    static final Schedule SCHEDULE = Schedule.of(NewTask.of(TYPE, "{}"), "@hourly");

    private final NonceStore nonces;

    ClearExpiredNonces(NonceStore nonces) {
        this.nonces = nonces;
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        while (nonces.forgetSome() > 0) {
            context.checkCancelled();
        }
    }
}

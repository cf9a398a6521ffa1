package net.authproxy.server;

import net.authproxy.core.audit.AuditTrimmer;
import net.authproxy.core.shared.settings.service.AuditSettings;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;

/** Trims the audit trail by job, once an hour (contract 10.5, {@code audit.retention}). */
final class AuditRetention implements TaskHandler {

    static final TaskType TYPE = new TaskType("audit:enforce_retention");
    static final String SCHEDULE = "17 * * * *";

    private final AuditTrimmer trimmer;
    private final AuditSettings settings;

    AuditRetention(AuditTrimmer trimmer, AuditSettings settings) {
        this.trimmer = trimmer;
        this.settings = settings;
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        trimmer.trim(settings.retention());
    }
}

package net.authproxy.web.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import net.authproxy.core.audit.AuditEntry;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;

/** A row of the audit trail (contract 10.5). Its hash covers exactly these members, without {@code hash}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditResponse(
        String id,
        @Nullable Long seq,
        String namespace,
        @Nullable String actorId,
        @Nullable String actorExternalId,
        @Nullable String act,
        @Nullable String service,
        String action,
        String resourceType,
        @Nullable String resourceId,
        String outcome,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> details,
        @Nullable String requestId,
        @Nullable String remoteIp,
        @Nullable String beforeHash,
        @Nullable String afterHash,
        String createdAt,
        @Nullable String prevHash,
        @Nullable String hash) {

    static AuditResponse of(AuditEntry entry) {
        return new AuditResponse(
                entry.id(),
                entry.seq(),
                entry.namespace(),
                entry.actorId(),
                entry.actorExternalId(),
                entry.act(),
                entry.service(),
                entry.action(),
                entry.resourceType(),
                entry.resourceId(),
                entry.outcome(),
                entry.details(),
                entry.requestId(),
                entry.remoteIp(),
                entry.beforeHash(),
                entry.afterHash(),
                Timestamps.text(entry.createdAt()),
                entry.prevHash(),
                entry.hash());
    }
}

package net.authproxy.core.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import net.authproxy.core.authorization.ActorPrincipal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Writes unnumbered rows. */
class AuditRows {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String INSERT = """
            insert into audit_log (id, namespace, actor_id, actor_external_id, act, service, action, resource_type,
                resource_id, outcome, details, request_id, remote_ip, before_hash, after_hash, created_at)
            values (:id, :namespace, :actor_id, :actor_external_id, :act, :service, :action, :resource_type,
                :resource_id, :outcome, :details, :request_id, :remote_ip, :before_hash, :after_hash, :created_at)""";

    private final JdbcClient jdbc;

    AuditRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(String id, @Nullable ActorPrincipal caller, CallOrigin origin, AuditEvent event, Instant now) {
        jdbc.sql(INSERT)
                .param("id", id)
                .param("namespace", event.namespace().value())
                .param("actor_id", caller == null ? null : caller.actorId())
                .param("actor_external_id", caller == null ? null : caller.externalId())
                .param("act", caller == null ? null : minter(caller))
                .param("service", origin.service())
                .param("action", event.action().text())
                .param("resource_type", event.action().resourceType())
                .param("resource_id", event.resourceId())
                .param("outcome", event.outcome().text())
                .param("details", JSON.writeValueAsString(new TreeMap<>(event.details())))
                .param("request_id", origin.requestId())
                .param("remote_ip", origin.remoteIp())
                .param("before_hash", event.beforeHash())
                .param("after_hash", event.afterHash())
                .param("created_at", Timestamp.from(now.truncatedTo(ChronoUnit.MILLIS)))
                .update();
    }

    /** Who made the token that the caller presented; absent for a token of its own. */
    private static @Nullable String minter(ActorPrincipal caller) {
        ActorPrincipal.Token token = caller.token();
        return token == null || token.minted() == null ? null : token.minted().by();
    }
}

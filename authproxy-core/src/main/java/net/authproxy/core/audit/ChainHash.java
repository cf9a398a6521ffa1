package net.authproxy.core.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.authproxy.core.shared.json.CanonicalJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The hash of a row: SHA-256 of the canonical JSON (RFC 8785) of the row as {@code GET /audit} shows it, without
 * {@code hash} (contract 10.5). Whoever has the JSON can compute it again; the command line does.
 */
final class ChainHash {

    /** What the first row has before it. */
    static final String GENESIS = "0".repeat(64);

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ObjectNode members = JSON.createObjectNode();

    private ChainHash() {}

    static String of(AuditEntry entry) {
        ChainHash row = new ChainHash();
        row.put("id", entry.id());
        row.put("namespace", entry.namespace());
        row.put("actor_id", entry.actorId());
        row.put("actor_external_id", entry.actorExternalId());
        row.put("act", entry.act());
        row.put("service", entry.service());
        row.put("action", entry.action());
        row.put("resource_type", entry.resourceType());
        row.put("resource_id", entry.resourceId());
        row.put("outcome", entry.outcome());
        row.put("request_id", entry.requestId());
        row.put("remote_ip", entry.remoteIp());
        row.put("before_hash", entry.beforeHash());
        row.put("after_hash", entry.afterHash());
        row.put("created_at", time(entry.createdAt()));
        row.put("prev_hash", entry.prevHash());
        if (entry.seq() != null) {
            row.members.put("seq", entry.seq());
        }
        if (!entry.details().isEmpty()) {
            row.members.set("details", JSON.valueToTree(entry.details()));
        }
        return Sha256.hex(CanonicalJson.bytes(row.members));
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private void put(String name, @Nullable String value) {
        if (value != null) {
            members.put(name, value);
        }
    }
}

package net.authproxy.core.probe;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** What probes came to, the newest hundred of each (contract 16). */
class ProbeResults {

    private static final int KEPT = 100;
    private static final int LONGEST_ERROR = 500;

    private final JdbcClient jdbc;
    private final IdGenerator ids;
    private final Clock clock;

    ProbeResults(JdbcClient jdbc, IdGenerator ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    public void add(String connectionId, ProbeOutcome outcome) {
        String error = outcome.error();
        jdbc.sql("insert into probe_results (id, connection_id, probe_id, ok, status_code, error, duration_ms,"
                        + " created_at) values (:id, :connection, :probe, :ok, :status, :error, :duration, :now)")
                .param("id", ids.nextText(IdType.TASK))
                .param("connection", connectionId)
                .param("probe", outcome.probeId())
                .param("ok", outcome.ok())
                .param("status", outcome.statusCode())
                .param(
                        "error",
                        error == null || error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR))
                .param("duration", Math.min(Integer.MAX_VALUE, outcome.durationMs()))
                .param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .update();
        jdbc.sql("delete from probe_results where connection_id = :connection and probe_id = :probe and id not in"
                        + " (select id from probe_results where connection_id = :connection and probe_id = :probe"
                        + " order by created_at desc, id desc limit " + KEPT + ")")
                .param("connection", connectionId)
                .param("probe", outcome.probeId())
                .update();
    }

    /** Whether the newest so many results were good or bad, the newest first. */
    @Transactional(readOnly = true)
    public List<Boolean> newest(String connectionId, String probeId, int count) {
        return jdbc.sql("select ok from probe_results where connection_id = :connection and probe_id = :probe"
                        + " order by created_at desc, id desc limit :count")
                .param("connection", connectionId)
                .param("probe", probeId)
                .param("count", count)
                .query((row, number) -> row.getBoolean(1))
                .list();
    }

    /** When the probe ran last. */
    @Transactional(readOnly = true)
    public Optional<Instant> last(String connectionId, String probeId) {
        return jdbc.sql("select created_at from probe_results where connection_id = :connection"
                        + " and probe_id = :probe order by created_at desc, id desc limit 1")
                .param("connection", connectionId)
                .param("probe", probeId)
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional();
    }
}

package net.authproxy.core.probe;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.connector.definition.ProbeDefinition;
import net.authproxy.core.connector.definition.ProbeSchedule;
import net.authproxy.core.shared.settings.HumanDuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.transaction.annotation.Transactional;

/** Which periodic probes of ready connections are to run now. */
class DueProbes {

    private static final String EVERY = "@every ";

    private final JdbcClient jdbc;
    private final ConnectorService connectors;
    private final ProbeResults results;
    private final Clock clock;

    DueProbes(JdbcClient jdbc, ConnectorService connectors, ProbeResults results, Clock clock) {
        this.jdbc = jdbc;
        this.connectors = connectors;
        this.results = results;
        this.clock = clock;
    }

    /** A probe of a connection. */
    record Due(String connectionId, String probeId) {}

    /** A version of a connector that has ready connections. */
    private record Used(String connectorId, int version) {}

    private record Candidate(String connectionId, Instant since) {}

    /** All of them; few connectors have periodic probes, and only their connections are looked at. */
    @Transactional(readOnly = true)
    public List<Due> find() {
        List<Due> due = new ArrayList<>();
        for (Used used : used()) {
            List<ProbeDefinition> periodic = connectors
                    .find(used.connectorId(), used.version())
                    .map(ConnectorVersion::definition)
                    .map(definition -> definition.probes().stream()
                            .filter(probe -> !(probe.schedule() instanceof ProbeSchedule.OnDemand))
                            .toList())
                    .orElse(List.of());
            if (!periodic.isEmpty()) {
                ready(used)
                        .forEach(candidate -> periodic.stream()
                                .filter(probe -> isDue(candidate, probe))
                                .forEach(probe -> due.add(new Due(candidate.connectionId(), probe.id()))));
            }
        }
        return due;
    }

    private List<Used> used() {
        return jdbc.sql("select distinct connector_id, connector_version from connections"
                        + " where state = 'ready' and deleted_at is null")
                .query((row, number) -> new Used(row.getString(1), row.getInt(2)))
                .list();
    }

    private List<Candidate> ready(Used used) {
        return jdbc.sql("select id, created_at from connections where connector_id = :connector"
                        + " and connector_version = :version and state = 'ready' and deleted_at is null order by id")
                .param("connector", used.connectorId())
                .param("version", used.version())
                .query((row, number) ->
                        new Candidate(row.getString(1), row.getTimestamp(2).toInstant()))
                .list();
    }

    private boolean isDue(Candidate candidate, ProbeDefinition probe) {
        Instant last = results.last(candidate.connectionId(), probe.id()).orElse(candidate.since());
        return next(probe.schedule(), last)
                .filter(at -> !at.isAfter(clock.instant()))
                .isPresent();
    }

    /** The first moment after the last run; empty when there is none. */
    static Optional<Instant> next(ProbeSchedule schedule, Instant last) {
        return switch (schedule) {
            case ProbeSchedule.OnDemand never -> Optional.empty();
            case ProbeSchedule.Every every -> Optional.of(last.plus(every.period()));
            case ProbeSchedule.Cron cron -> next(cron.expression(), last);
        };
    }

    private static Optional<Instant> next(String cron, Instant last) {
        if (cron.startsWith(EVERY)) {
            return HumanDuration.parse(cron.substring(EVERY.length()).strip()).map(last::plus);
        }
        try {
            OffsetDateTime next = CronExpression.parse(cron.startsWith("@") ? cron : "0 " + cron)
                    .next(last.atOffset(ZoneOffset.UTC));
            return Optional.ofNullable(next).map(OffsetDateTime::toInstant);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

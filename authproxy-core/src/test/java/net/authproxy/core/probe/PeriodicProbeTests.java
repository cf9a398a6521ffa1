package net.authproxy.core.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionHealth;
import net.authproxy.core.connection.ConnectionService;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When periodic probes run and when their outcomes turn a connection's health (contract 6.1, 7.1). */
class PeriodicProbeTests {

    private static final String PROBED = """
            labels: {type: probed}
            display_name: Probed
            logo: "https://example.test/logo.svg"
            auth: {type: no-auth}
            proxy: {base_url: "https://api.example.test"}
            probes:
              - {id: alive, period: 6h, failure_threshold: 2, http: {method: GET, url: "https://blocked.example.test/alive"}}
              - {id: asked, http: {method: GET, url: "https://blocked.example.test/asked"}}
            """;

    private static Connection read(Installation at, ActorPrincipal user, ResourceId id) {
        return at.get(ConnectionService.class).get(user, id);
    }

    /** Ready without the verification that a worker would do. */
    private static ResourceId ready(Installation at, ActorPrincipal user) {
        at.load(PROBED.replace("probes:", "x-probes:").replaceAll("(?s)x-probes:.*", ""));
        ResourceId id = at.connect(user, "probed", Map.of(), Map.of());
        at.load(PROBED);
        at.core()
                .get(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("update connections set connector_version = 2 where id = :id")
                .param("id", id.text())
                .update();
        return id;
    }

    @ParameterizedTest
    @EnumSource
    void isDueOncePerPeriod(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            ActorPrincipal user = at.system(at.actor("alice"));
            ResourceId id = ready(at, user);
            DueProbes due = at.get(DueProbes.class);

            assertThat(due.find()).isEmpty();
            at.core().pass(Duration.ofHours(6));
            assertThat(due.find()).containsExactly(new DueProbes.Due(id.text(), "alive"));

            at.get(RunProbe.class).run(id.text(), "alive");

            assertThat(due.find()).isEmpty();
            at.core().pass(Duration.ofHours(6));
            assertThat(due.find()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void turnsTheHealthAfterSoManyFailures(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            ActorPrincipal user = at.system(at.actor("alice"));
            ResourceId id = ready(at, user);
            RunProbe probe = at.get(RunProbe.class);

            probe.run(id.text(), "alive");
            assertThat(read(at, user, id).health()).isEqualTo(ConnectionHealth.UNKNOWN);
            at.core().pass(Duration.ofSeconds(1));
            probe.run(id.text(), "alive");

            assertThat(read(at, user, id).health()).isEqualTo(ConnectionHealth.UNHEALTHY);
            assertThat(read(at, user, id).healthReason()).isEqualTo("probe_failed:alive");
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesAConnectionAloneThatIsNotReady(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            ActorPrincipal user = at.system(at.actor("alice"));
            ResourceId id = ready(at, user);
            at.get(ConnectionStore.class).beginDisconnect(id.text());
            at.core().pass(Duration.ofHours(7));

            at.get(RunProbe.class).run(id.text(), "alive");

            assertThat(at.get(DueProbes.class).find()).isEmpty();
            assertThat(at.get(ProbeResults.class).last(id.text(), "alive")).isEmpty();
        }
    }
}

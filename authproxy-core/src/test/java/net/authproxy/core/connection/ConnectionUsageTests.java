package net.authproxy.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class ConnectionUsageTests {

    private static final Instant FIRST = Instant.parse("2026-04-02T09:15:00.120Z");
    private static final String CONNECTOR = """
            labels: {type: keyed}
            display_name: Keyed
            logo: https://api.example.com/logo.png
            auth: {type: api-key, placement: {type: bearer}}
            proxy: {base_url: "https://api.example.com"}
            """;

    private Installation at;
    private DatabaseKind kind;
    private ActorPrincipal user;
    private ResourceId id;

    private void open(DatabaseKind wanted) {
        kind = wanted;
        at = Installation.open(kind);
        at.load(CONNECTOR);
        user = at.system(at.actor("alice"));
        id = connect();
    }

    private ResourceId connect() {
        return at.connect(user, "keyed", Map.of(), Map.of("api_key", "k"));
    }

    @AfterEach
    void close() {
        at.close();
    }

    /** A process that notes these uses at that moment, and ends. */
    private void use(Instant moment, ResourceId... used) {
        try (ConnectionUsage usage = new ConnectionUsage(
                at.get(JdbcClient.class), kind, Clock.fixed(moment, ZoneOffset.UTC), System::nanoTime)) {
            for (ResourceId one : used) {
                usage.note(one.text());
                usage.note(one.text());
            }
        }
    }

    private Connection connection(ResourceId of) {
        return at.get(ConnectionStore.class).find(of.text()).orElseThrow().connection();
    }

    private @Nullable Instant lastUse(ResourceId of) {
        assertThat(at.get(CommittedConnections.class)
                        .find(of.text())
                        .orElseThrow()
                        .connection()
                        .lastUsedAt())
                .as("read without the entity")
                .isEqualTo(connection(of).lastUsedAt());
        return connection(of).lastUsedAt();
    }

    @ParameterizedTest
    @EnumSource
    void aUseIsNotedOncePerMinuteHoweverManyProcessesNoteIt(DatabaseKind wanted) {
        open(wanted);
        ResourceId other = connect();
        ResourceId never = connect();
        assertThat(lastUse(id)).isNull();

        use(FIRST, id, other);
        assertThat(lastUse(id)).isEqualTo(FIRST);
        assertThat(lastUse(other)).isEqualTo(FIRST);
        assertThat(lastUse(never)).isNull();

        use(FIRST.plusSeconds(59), id);
        assertThat(lastUse(id)).isEqualTo(FIRST);

        use(FIRST.plusSeconds(60), id);
        assertThat(lastUse(id)).isEqualTo(FIRST.plusSeconds(60));
        assertThat(lastUse(other)).isEqualTo(FIRST);
    }

    @ParameterizedTest
    @EnumSource
    void aUseIsNoChangeAndAChangeKeepsIt(DatabaseKind wanted) {
        open(wanted);
        Connection before = connection(id);

        use(FIRST, id);
        assertThat(connection(id).updatedAt()).isEqualTo(before.updatedAt());

        at.get(ConnectionStore.class).noteHealth(id.text(), ConnectionHealth.HEALTHY, null);
        assertThat(connection(id).updatedAt()).isAfter(before.updatedAt());
        assertThat(lastUse(id)).isEqualTo(FIRST);
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRES")
    void aRowThatIsBeingChangedIsNotWaitedFor(DatabaseKind wanted) {
        open(wanted);
        ResourceId other = connect();

        at.get(TransactionTemplate.class).executeWithoutResult(status -> {
            at.get(ConnectionStore.class).findForChange(id.text()).orElseThrow();
            assertThat(noteElsewhere(id, other)).isTrue();
        });

        assertThat(lastUse(id)).isNull();
        assertThat(lastUse(other)).isEqualTo(FIRST);
    }

    /** Whether that was done although the running transaction holds one of the rows. */
    private boolean noteElsewhere(ResourceId... used) {
        Thread process = Thread.ofVirtual().start(() -> use(FIRST, used));
        try {
            return process.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package net.authproxy.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connector.definition.Placement;
import net.authproxy.core.credential.Credential;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.outbound.Destination;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Opened credentials lie in memory shortly, few at a time, and only for the object they were opened for (security S4). */
class ReadyCredentialsTests {

    /** The same list again: what was opened was kept. */
    private static List<Credential> open(ProxyStage stage, ProxiedConnection connection) {
        return stage.installation.get(ReadyCredentials.class).of(connection, destination(stage));
    }

    private static Destination destination(ProxyStage stage) {
        return ProxyStage.admitted(stage.proxy().decide(stage.call())).destination();
    }

    private static ProxiedConnection load(ProxyStage stage) {
        return stage.installation
                .get(ConnectionLoader.class)
                .load(stage.connection.text())
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatItOpenedForThirtySecondsAndNoLonger(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            ProxiedConnection connection = load(stage);
            List<Credential> opened = open(stage, connection);

            stage.core().pass(Duration.ofMillis(29_999));
            assertThat(open(stage, connection)).isSameAs(opened);
            stage.core().pass(Duration.ofMillis(1));

            assertThat(open(stage, connection))
                    .as("use does not prolong its life")
                    .isNotSameAs(opened)
                    .isEqualTo(opened);
        }
    }

    @ParameterizedTest
    @EnumSource
    void opensAnewForEachLoadedConnection(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            ProxiedConnection before = load(stage);
            List<Credential> opened = open(stage, before);
            stage.installation
                    .get(ConnectionStore.class)
                    .storeCredentials(stage.connection.text(), "{\"api_key\":\"rolled\"}".getBytes());
            ProxiedConnection after = load(stage);

            assertThat(open(stage, after)).isNotEqualTo(opened);
            assertThat(open(stage, load(stage)))
                    .as("equal objects are not the same")
                    .isNotSameAs(open(stage, after));
        }
    }

    @ParameterizedTest
    @EnumSource
    void forgetsEverythingWhenKeysChange(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            ProxiedConnection connection = load(stage);
            Destination destination = destination(stage);
            ReadyCredentials ready = stage.installation.get(ReadyCredentials.class);
            List<Credential> opened = ready.of(connection, destination);
            assertThat(ready.of(connection, destination)).isSameAs(opened);

            stage.installation.get(Changes.class).announce(ChangeTopic.KEYS, "ek_global");

            assertThat(ready.of(connection, destination)).isNotSameAs(opened);
        }
    }

    /** What was opened with the keys of before must not outlive the message, although it came in afterwards. */
    @ParameterizedTest
    @EnumSource
    void keepsNothingThatWasOpenedWhileKeysChanged(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            ReadyCredentials ready = stage.installation.get(ReadyCredentials.class);
            Destination destination = destination(stage);
            AtomicBoolean changed = new AtomicBoolean();
            ProxiedConnection connection = renderedBy(load(stage), () -> {
                if (changed.compareAndSet(false, true)) {
                    stage.installation.get(Changes.class).announce(ChangeTopic.KEYS, "ek_global");
                }
            });

            List<Credential> opened = ready.of(connection, destination);
            List<Credential> openedAfterwards = ready.of(connection, destination);

            assertThat(openedAfterwards).isNotSameAs(opened);
            assertThat(ready.of(connection, destination)).isSameAs(openedAfterwards);
        }
    }

    /** The same connection, where something happens while its credential is rendered. */
    private static ProxiedConnection renderedBy(ProxiedConnection of, Runnable meanwhile) {
        List<Placement> placements = new AbstractList<>() {
            @Override
            public Placement get(int index) {
                meanwhile.run();
                return of.placements().get(index);
            }

            @Override
            public int size() {
                return of.placements().size();
            }
        };
        return new ProxiedConnection(
                of.sealed(),
                of.allowedHosts(),
                of.baseUrl(),
                placements,
                of.needsBody(),
                of.values(),
                of.headers(),
                of.secretHeaders(),
                of.limits(),
                of.connectorType(),
                of.fault(),
                of.tokens());
    }

    @ParameterizedTest
    @EnumSource
    void forgetsEverythingWhenMessagesMayHaveBeenMissed(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            ProxiedConnection connection = load(stage);
            Destination destination = destination(stage);
            ReadyCredentials ready = stage.installation.get(ReadyCredentials.class);
            List<Credential> opened = ready.of(connection, destination);

            stage.core().transport().resume();

            assertThat(ready.of(connection, destination)).isNotSameAs(opened);
        }
    }

    /** The heap is asked, not the cache: what nobody holds any more is collected. */
    @Test
    void holdsAThousandInTheHeapAndNoMore() {
        try (ProxyStage stage = ProxyStage.open(DatabaseKind.SQLITE)) {
            ReadyCredentials ready = stage.installation.get(ReadyCredentials.class);
            Destination destination = destination(stage);
            List<ProxiedConnection> connections = new ArrayList<>();
            List<WeakReference<List<Credential>>> opened = new ArrayList<>();
            for (int i = 0; i < 1_500; i++) {
                ProxiedConnection connection = load(stage);
                connections.add(connection);
                opened.add(new WeakReference<>(ready.of(connection, destination)));
            }

            await().atMost(Duration.ofSeconds(20)).until(() -> live(opened) <= ReadyCredentials.SIZE);

            assertThat(live(opened)).isEqualTo(ReadyCredentials.SIZE);
            assertThat(connections).hasSize(1_500);
        }
    }

    private static long live(List<WeakReference<List<Credential>>> references) {
        System.gc();
        return references.stream()
                .filter(reference -> !reference.refersTo(null))
                .count();
    }

    @Test
    void holdsNothingForAConnectionThatIsGone() {
        try (ProxyStage stage = ProxyStage.open(DatabaseKind.SQLITE)) {
            ReadyCredentials ready = stage.installation.get(ReadyCredentials.class);
            Destination destination = destination(stage);
            WeakReference<List<Credential>> opened = new WeakReference<>(ready.of(load(stage), destination));

            await().atMost(Duration.ofSeconds(20)).until(() -> {
                ready.of(load(stage), destination);
                return live(List.of(opened)) == 0;
            });
        }
    }
}

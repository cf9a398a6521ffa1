package net.authproxy.core.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.lock.DistributedLock;
import net.authproxy.core.shared.lock.Lease;
import net.authproxy.core.shared.lock.RedisDistributedLock;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisFixture;
import net.authproxy.core.shared.redis.RedisTime;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.testsupport.RedisExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of contract 6.7, row by row. */
class ReconciliationTests {

    private static final String FIRST_ID = "cxr_00000000000000000000000001";
    private static final String SECOND_ID = "cxr_00000000000000000000000002";

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    /** A definition whose content is told apart by its name; {@code more} is further lines. */
    private static String item(String name, String... more) {
        return """
                labels: {type: acme}
                display_name: %s
                logo: https://api.example.com/logo.png
                auth: {type: no-auth}
                proxy: {base_url: "https://api.example.com"}
                """.formatted(name) + String.join("\n", more);
    }

    private static List<String> stored(Installation at) {
        return at.versions("acme").stream()
                .map(version -> version.version() + " " + version.state().text() + " "
                        + version.definition().appearance().displayName())
                .toList();
    }

    /** The findings of a reconciliation that is refused and changes nothing. */
    private static List<String> refused(Installation at, String... items) {
        List<String> before = stored(at);
        AuthProxyException refusal = catchThrowableOfType(AuthProxyException.class, () -> at.load(items));
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.DEFINITION_INVALID);
        assertThat(stored(at)).isEqualTo(before);
        return refusal.fields().stream().map(FieldError::path).toList();
    }

    @ParameterizedTest
    @EnumSource
    void nothingFoundMakesVersionOne(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A"));

            assertThat(stored(at)).containsExactly("1 primary A");
            assertThat(at.versions("acme").getFirst().publishedAt()).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingFoundMakesADraftWhenThatIsWanted(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A", "state: draft"));

            assertThat(stored(at)).containsExactly("1 draft A");
            assertThat(at.versions("acme").getFirst().publishedAt()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingFoundMakesTheMissingNamespaces(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A", "namespace: root.north.east", "version: 1", "id: " + FIRST_ID));

            ConnectorVersion made = at.versions("acme").getFirst();
            assertThat(made.id()).isEqualTo(FIRST_ID);
            assertThat(made.namespace()).isEqualTo(new NamespacePath("root.north.east"));
            assertThat(at.get(NamespaceService.class).find(new NamespacePath("root.north")))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameHashAndStateChangesNothing(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A"));
            ConnectorVersion before = at.versions("acme").getFirst();
            at.core().clock().advance(Duration.ofMinutes(1));

            at.load(item("A"));
            at.load(item("A", "version: 1"));
            at.load(item("A", "id: " + before.id(), "version: 1", "state: primary"));

            assertThat(stored(at)).containsExactly("1 primary A");
            assertThat(at.versions("acme").getFirst().updatedAt()).isEqualTo(before.updatedAt());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameHashAsADraftIsPublished(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A", "state: draft"));

            at.load(item("A"));

            assertThat(stored(at)).containsExactly("1 primary A");
            assertThat(at.versions("acme").getFirst().publishedAt()).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameHashAsAnOlderVersionIsPromoted(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A"));
            at.load(item("B"));
            assertThat(stored(at)).containsExactly("1 archived A", "2 primary B");

            at.load(item("A"));

            assertThat(stored(at)).containsExactly("1 primary A", "2 archived B");
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePublishedNeverBecomesADraft(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A"));

            at.load(item("A", "state: draft"));

            assertThat(stored(at)).containsExactly("1 primary A");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDraftWithAnotherHashIsUpdatedInPlace(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A", "state: draft"));

            at.load(item("B", "state: draft"));
            assertThat(stored(at)).containsExactly("1 draft B");

            at.load(item("C"));
            assertThat(stored(at)).as("and published when that is wanted").containsExactly("1 primary C");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDraftBesideAPrimaryIsTheOneThatChanges(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A"));
            at.load(item("B", "state: draft"));
            assertThat(stored(at)).containsExactly("1 primary A", "2 draft B");

            at.load(item("C", "state: draft"));
            assertThat(stored(at)).containsExactly("1 primary A", "2 draft C");

            at.load(item("C", "version: 2"));
            assertThat(stored(at)).containsExactly("1 archived A", "2 primary C");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPublishedVersionWithAnotherHashGetsASuccessor(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A"));

            at.load(item("B"));
            at.load(item("C", "version: 3"));

            assertThat(stored(at)).containsExactly("1 archived A", "2 archived B", "3 primary C");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDemotedVersionWithConnectionsStaysActive(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A"));
            at.connect(at.system(at.actor("alice")), "acme", Map.of(), Map.of());

            at.load(item("B"));

            assertThat(stored(at)).containsExactly("1 active A", "2 primary B");
            at.load(item("A"));
            assertThat(stored(at)).as("an active one is promoted, too").containsExactly("1 primary A", "2 archived B");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatLeftTheListStays(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A"));

            at.load();
            at.load(item("X").replace("type: acme", "type: other"));

            assertThat(stored(at)).containsExactly("1 primary A");
            assertThat(at.versions("other")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIdFindsTheConnectorWhateverItsLabels(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A", "id: " + FIRST_ID));

            at.load(item("B", "id: " + FIRST_ID).replace("type: acme", "type: renamed"));

            assertThat(stored(at)).containsExactly("1 archived A");
            assertThat(at.versions("renamed"))
                    .singleElement()
                    .satisfies(next -> assertThat(next.id()).isEqualTo(FIRST_ID))
                    .satisfies(next -> assertThat(next.version()).isEqualTo(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnotherHashForAPublishedVersion(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A"));

            assertThat(refused(at, item("B", "version: 1"))).containsExactly("item 0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesVersionsThatDoNotFollow(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            assertThat(refused(at, item("A", "version: 2"))).containsExactly("item 0");
            at.load(item("A"));
            assertThat(refused(at, item("B", "version: 3"))).containsExactly("item 0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesASecondDraft(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A", "state: draft"));

            assertThat(refused(at, item("B", "version: 2", "state: draft"))).containsExactly("item 0");
            at.load(item("B", "version: 2"));
            assertThat(stored(at)).containsExactly("1 draft A", "2 primary B");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnotherNamespace(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A"));

            assertThat(refused(at, item("A", "namespace: root.elsewhere"))).containsExactly("item 0");
            assertThat(at.get(NamespaceService.class).find(new NamespacePath("root.elsewhere")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesLabelsThatMatchSeveral(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A", "id: " + FIRST_ID), item("B", "id: " + SECOND_ID));

            assertThat(refused(at, item("C"))).containsExactly("item 0");
            at.load(item("C", "id: " + SECOND_ID));
            assertThat(at.versions("acme")).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesIndistinguishableItems(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            assertThat(refused(at, item("A"), item("B"))).containsExactly("item 1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsEveryFindingAndWritesNothing(DatabaseKind kind) {
        try (Installation at = Installation.open(kind)) {
            at.load(item("A"));

            List<String> findings = refused(
                    at,
                    item("X").replace("type: acme", "type: fresh"),
                    item("B", "version: 7"),
                    item("C").replace("labels: {type: acme}", "labels: {kind: acme}"),
                    item("D", "id: cxn_00000000000000000000000001", "nonsense: 1")
                            .replace("acme", "d"),
                    item("E", "namespace: no such place").replace("acme", "e"));

            assertThat(findings)
                    .contains("item 1", "item 2: labels.type", "item 3: id", "item 3: nonsense", "item 4: namespace");
            assertThat(at.versions("fresh")).isEmpty();
        }
    }

    /** Two starts of an installation: the lock lets one after the other, and the second finds all done. */
    @ParameterizedTest
    @EnumSource
    void twoProcessesMakeOneConnector(DatabaseKind kind) throws Exception {
        RedisAccess access = RedisFixture.access(redis);
        DistributedLock lock = new RedisDistributedLock(access, RedisTime.server());
        try (Installation first = Installation.open(kind);
                Installation second = first.beside();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            CyclicBarrier together = new CyclicBarrier(2);
            List<Future<?>> starts = List.of(
                    threads.submit(() -> start(first, together, lock)),
                    threads.submit(() -> start(second, together, lock)));
            for (Future<?> start : starts) {
                start.get();
            }

            assertThat(stored(first)).containsExactly("1 primary A");
            assertThat(stored(second)).containsExactly("1 primary A");
        } finally {
            redis.flush();
            access.close();
        }
    }

    private static Object start(Installation process, CyclicBarrier together, DistributedLock lock) throws Exception {
        together.await();
        try (Lease held = Awaitility.await()
                .until(
                        () -> lock.tryAcquire("connectors-migrate-lock", Duration.ofMinutes(1)),
                        found -> found.isPresent())
                .orElseThrow()) {
            process.load(item("A"));
            return held.fence();
        }
    }

    /** A start whose lock ran out meets the other one: whatever it does, there is never more than one primary. */
    @ParameterizedTest
    @EnumSource
    void withoutTheLockTheDatabaseStillKeepsOnePrimary(DatabaseKind kind) throws Exception {
        try (Installation first = Installation.open(kind);
                Installation second = first.beside();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            first.load(item("A"));
            for (int round = 0; round < 10; round++) {
                CyclicBarrier together = new CyclicBarrier(2);
                String wanted = item("round " + round);
                List<Future<?>> starts = List.of(
                        threads.submit(() -> race(first, together, wanted)),
                        threads.submit(() -> race(second, together, wanted)));
                for (Future<?> start : starts) {
                    start.get();
                }
                List<String> now = stored(first);

                assertThat(now).hasSize(round + 2);
                assertThat(now.stream().filter(row -> row.contains("primary")))
                        .containsExactly(round + 2 + " primary round " + round);
            }
        }
    }

    private static boolean race(Installation process, CyclicBarrier together, String item) throws Exception {
        together.await();
        try {
            process.load(item);
            return true;
        } catch (org.springframework.dao.DataAccessException lost) {
            return false;
        }
    }
}

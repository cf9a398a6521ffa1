package net.authproxy.core.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.authproxy.core.actor.ActorListing;
import net.authproxy.core.actor.ActorSource;
import net.authproxy.core.actor.ActorSynchronizer;
import net.authproxy.core.actor.ConfiguredActor;
import net.authproxy.core.actor.KeyMaterial;
import net.authproxy.core.actor.NewActorKey;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.secret.SecretBytes;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The configured global key and its versions in the database (contract 11.5). */
class KeySynchronizerTests {

    private static final byte[] PLAIN = "plain".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void aRestartChangesNothing(DatabaseKind kind) {
        try (CoreContext first = CoreContext.open(kind)) {
            List<Map<String, Object>> before = versions(first);
            EncryptedField field = first.get(FieldCipher.class).sealGlobal(Purpose.CURSOR, "list", PLAIN);

            try (CoreContext second = new CoreContext.Setup().beside(first)) {
                assertThat(second.get(FieldCipher.class).openGlobal(Purpose.CURSOR, "list", field))
                        .isEqualTo(PLAIN);
                assertThat(versions(second)).isEqualTo(before).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void aNewKeyBecomesCurrentAndThePreviousOneStillOpens(DatabaseKind kind) {
        try (CoreContext first = CoreContext.open(kind)) {
            EncryptedField old = first.get(FieldCipher.class).sealGlobal(Purpose.CURSOR, "list", PLAIN);
            GlobalKeyMaterial rotated = new GlobalKeyMaterial(CoreContext.key(2), List.of(CoreContext.key(1)));

            try (CoreContext second = new CoreContext.Setup().keys(rotated).beside(first)) {
                FieldCipher cipher = second.get(FieldCipher.class);
                EncryptedField fresh = cipher.sealGlobal(Purpose.CURSOR, "list", PLAIN);

                assertThat(cipher.openGlobal(Purpose.CURSOR, "list", old)).isEqualTo(PLAIN);
                assertThat(fresh.keyVersionId()).isNotEqualTo(old.keyVersionId());
                assertThat(versions(second))
                        .extracting(row -> row.get("state"))
                        .containsExactly("superseded", "current");
                assertThat(versions(second))
                        .last()
                        .extracting(row -> row.get("id"))
                        .isEqualTo(fresh.keyVersionId());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void goingBackToAnOlderKeyMakesItsVersionCurrentAgain(DatabaseKind kind) {
        GlobalKeyMaterial rotated = new GlobalKeyMaterial(CoreContext.key(2), List.of(CoreContext.key(1)));
        GlobalKeyMaterial back = new GlobalKeyMaterial(CoreContext.key(1), List.of(CoreContext.key(2)));
        try (CoreContext first = CoreContext.open(kind)) {
            new CoreContext.Setup().keys(rotated).beside(first).close();

            try (CoreContext third = new CoreContext.Setup().keys(back).beside(first)) {
                assertThat(versions(third))
                        .extracting(row -> row.get("state"))
                        .containsExactly("current", "superseded");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void aMissingKeyThatDataNeedsIsRefusedWithCountAndVersion(DatabaseKind kind) {
        GlobalKeyMaterial forgotten = new GlobalKeyMaterial(CoreContext.key(2), List.of());
        try (CoreContext first = CoreContext.open(kind)) {
            first.get(ActorSynchronizer.class).synchronize(new TwoActors());
            String version = (String) versions(first).get(0).get("id");

            assertThatThrownBy(() -> new CoreContext.Setup().keys(forgotten).beside(first))
                    .isInstanceOfSatisfying(
                            AuthProxyException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.ENCRYPTION_KEY_UNAVAILABLE))
                    .hasMessageContaining("2 stored values")
                    .hasMessageContaining(version);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void aMissingKeyThatNoDataNeedsIsNoHindrance(DatabaseKind kind) {
        GlobalKeyMaterial forgotten = new GlobalKeyMaterial(CoreContext.key(2), List.of());
        try (CoreContext first = CoreContext.open(kind);
                CoreContext second = new CoreContext.Setup().keys(forgotten).beside(first)) {
            EncryptedField field = second.get(FieldCipher.class).sealGlobal(Purpose.CURSOR, "list", PLAIN);

            assertThat(second.get(FieldCipher.class).openGlobal(Purpose.CURSOR, "list", field))
                    .isEqualTo(PLAIN);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void anotherProcessWithTheOldKeyringLearnsTheNewVersionByItself(DatabaseKind kind) {
        GlobalKeyMaterial both = new GlobalKeyMaterial(CoreContext.key(1), List.of(CoreContext.key(2)));
        GlobalKeyMaterial rotated = new GlobalKeyMaterial(CoreContext.key(2), List.of(CoreContext.key(1)));
        try (CoreContext running = new CoreContext.Setup().keys(both).open(kind);
                CoreContext rotating = new CoreContext.Setup().keys(rotated).beside(running)) {
            EncryptedField field = rotating.get(FieldCipher.class).sealGlobal(Purpose.CURSOR, "list", PLAIN);

            assertThat(running.get(FieldCipher.class).openGlobal(Purpose.CURSOR, "list", field))
                    .isEqualTo(PLAIN);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void theStoreGrantsMessagesUpToTheLimitOnly(DatabaseKind kind) {
        try (CoreContext core = CoreContext.open(kind)) {
            KeyVersionStore store = core.get(KeyVersionStore.class);
            String version = (String) versions(core).get(0).get("id");
            long block = 1L << 30;
            long granted = 0;
            for (int i = 0; i < 6; i++) {
                granted += store.reserve(version, block);
            }

            assertThat(granted).isBetween(MessageBudget.LIMIT - block, MessageBudget.LIMIT);
            assertThat(store.reserve(version, block)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void neitherTheKeyNorItsDerivativesAreStored(DatabaseKind kind) {
        try (CoreContext core = CoreContext.open(kind)) {
            String rows = versions(core).toString();

            assertThat(rows).doesNotContain("0101010101010101").doesNotContain("AQEBAQEB");
        }
    }

    private static List<Map<String, Object>> versions(CoreContext core) {
        return core.get(JdbcClient.class)
                .sql("select id, provider, provider_version, ordered_version, is_current, state, updated_at"
                        + " from encryption_key_versions order by ordered_version")
                .query()
                .listOfRows();
    }

    private static final class TwoActors implements ActorSource {

        @Override
        public String name() {
            return "config-list";
        }

        @Override
        public ActorListing read() {
            return new ActorListing(List.of(actor("one", 40), actor("two", 41)), Set.of());
        }

        private static ConfiguredActor actor(String name, int fill) {
            byte[] secret = (name + " has a secret of its own, number " + fill).getBytes(StandardCharsets.UTF_8);
            return new ConfiguredActor(
                    NamespacePath.ROOT,
                    name,
                    List.of(Permission.everything()),
                    Map.of(),
                    new NewActorKey(new KeyMaterial.SharedKey(SecretBytes.copyOf(secret)), "test", false));
        }
    }
}

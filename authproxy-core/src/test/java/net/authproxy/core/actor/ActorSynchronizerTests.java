package net.authproxy.core.actor;

import static net.authproxy.core.actor.ActorFixture.ROOT;
import static net.authproxy.core.actor.ActorFixture.keyId;
import static net.authproxy.core.actor.ActorFixture.outcome;
import static net.authproxy.core.actor.ActorFixture.permission;
import static net.authproxy.core.actor.ActorFixture.publicPem;
import static net.authproxy.core.actor.ActorFixture.secret;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actors from the configuration: a list, or a directory of public keys (contract 4.2). */
class ActorSynchronizerTests {

    @Nested
    class OnSqlite extends Cases {
        OnSqlite() {
            super(DatabaseKind.SQLITE);
        }
    }

    @Nested
    class OnPostgres extends Cases {
        OnPostgres() {
            super(DatabaseKind.POSTGRES);
        }
    }

    abstract static class Cases {

        private static final String LABEL = "authproxy.io/actor-sync-source";
        private static final List<Permission> SOME = List.of(permission("root.**", "connections", "get"));

        private final CoreContext core;
        private final ActorService actors;
        private final ActorSynchronizer synchronizer;
        private final List<String> announced = new ArrayList<>();

        @TempDir
        private Path directory;

        Cases(DatabaseKind kind) {
            this.core = CoreContext.open(kind);
            this.actors = core.get(ActorService.class);
            this.synchronizer = core.get(ActorSynchronizer.class);
            core.get(Changes.class).listen(ChangeTopic.ACTOR, announced::add);
        }

        @AfterEach
        void close() {
            core.close();
        }

        private void file(String name, String text) {
            try {
                Files.writeString(directory.resolve(name), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void remove(String name) {
            try {
                Files.delete(directory.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void synchronizeDirectory() {
            synchronizer.synchronize(new KeyDirectory(directory, SOME));
        }

        private void synchronizeList(ConfiguredActor... listed) {
            synchronizer.synchronize(new ActorSource() {
                @Override
                public String name() {
                    return "config-list";
                }

                @Override
                public ActorListing read() {
                    return new ActorListing(List.of(listed), Set.of());
                }
            });
        }

        private static ConfiguredActor listed(String name, Map<String, String> labels, NewActorKey key) {
            return new ConfiguredActor(new NamespacePath("root.team"), name, SOME, labels, key);
        }

        private Optional<Actor> found(String externalId) {
            return actors.findLive(NamespacePath.ROOT, externalId);
        }

        private Actor actor(String externalId) {
            return found(externalId).orElseThrow();
        }

        private Actor inTeam(String externalId) {
            return actors.findLive(new NamespacePath("root.team"), externalId).orElseThrow();
        }

        private List<String> keysOf(Actor actor) {
            return actors.liveKeys(actor).stream().map(ActorKey::id).toList();
        }

        @Test
        void permissionsOfTheBlockThatChangedAreTakenOver() {
            file("kim.pub", publicPem());
            synchronizeDirectory();
            Actor before = actor("kim");
            List<Permission> other = List.of(new Permission("root.b", List.of("actors"), List.of(), List.of("get")));

            synchronizer.synchronize(new KeyDirectory(directory, other));

            assertThat(actor("kim").id()).isEqualTo(before.id());
            assertThat(actor("kim").permissions()).isEqualTo(other);
        }

        @Test
        void eachKeyFileIsAnActorOfRootWithThePermissionsOfTheBlock() {
            file("kim.pub", publicPem());
            file("lee@x.test.pub", publicPem());
            file("notes.txt", "not a key");
            file(".pub", publicPem());

            synchronizeDirectory();

            assertThat(actor("kim").permissions()).isEqualTo(SOME);
            assertThat(actor("kim").labels().values()).isEqualTo(Map.of(LABEL, "public-key-dir"));
            assertThat(keysOf(actor("kim"))).hasSize(1);
            assertThat(found("lee@x.test")).isPresent();
            assertThat(found("notes")).isEmpty();
        }

        @Test
        void nothingChangesWhenNothingChanged() {
            file("kim.pub", publicPem());
            synchronizeDirectory();
            Actor before = actor("kim");
            List<String> keys = keysOf(before);
            announced.clear();

            synchronizeDirectory();

            assertThat(actor("kim")).isEqualTo(before);
            assertThat(keysOf(before)).isEqualTo(keys);
            assertThat(announced).isEmpty();
        }

        @Test
        void whoIsNoLongerListedIsDeletedWithItsKeys() {
            file("kim.pub", publicPem());
            file("lee.pub", publicPem());
            synchronizeDirectory();
            Actor kim = actor("kim");
            String key = keysOf(kim).get(0);
            announced.clear();

            remove("kim.pub");
            synchronizeDirectory();

            assertThat(found("kim")).isEmpty();
            assertThat(actors.findKey(key)).isEmpty();
            assertThat(actors.lastDeletion(NamespacePath.ROOT, "kim")).isPresent();
            assertThat(found("lee")).isPresent();
            assertThat(announced).containsOnly(kim.id());
            file("kim.pub", publicPem());
            synchronizeDirectory();
            assertThat(actor("kim").id()).isNotEqualTo(kim.id());
        }

        @Test
        void aFileThatCannotBeReadKeepsItsActorAndHoldsNobodyUp() throws IOException {
            file("kim.pub", publicPem());
            file("lee.pub", publicPem());
            synchronizeDirectory();
            Actor kim = actor("kim");
            List<String> keys = keysOf(kim);

            file("kim.pub", "ssh-ed25519 AAAA half written");
            remove("lee.pub");
            Files.createDirectory(directory.resolve("lee.pub"));
            file("new.pub", publicPem());
            file("broken.pub", "-----BEGIN OPENSSH PRIVATE KEY-----");
            file("huge.pub", "x".repeat(70_000));
            file(" .pub", publicPem());
            Files.write(directory.resolve("latin.pub"), new byte[] {(byte) 0xff, (byte) 0xfe});
            synchronizeDirectory();

            assertThat(actor("kim")).isEqualTo(kim);
            assertThat(keysOf(kim)).isEqualTo(keys);
            assertThat(found("lee")).isPresent();
            assertThat(found("new")).isPresent();
            assertThat(List.of(found("broken"), found("huge"), found(" "), found("latin")))
                    .containsOnly(Optional.empty());
        }

        @Test
        void aDirectoryThatIsAwayChangesNothing() throws IOException {
            file("kim.pub", publicPem());
            synchronizeDirectory();
            Path away = directory.resolveSibling("away-" + System.identityHashCode(this));
            Files.move(directory, away);

            assertThat(outcome(this::synchronizeDirectory)).isEqualTo("unavailable");

            assertThat(found("kim")).isPresent();
            Files.move(away, directory);
            assertThat(outcome(this::synchronizeDirectory)).isEqualTo("ok");
        }

        @Test
        void aReplacedFileReplacesTheKey() {
            file("kim.pub", publicPem());
            synchronizeDirectory();
            Actor kim = actor("kim");
            List<String> before = keysOf(kim);
            announced.clear();

            file("kim.pub", publicPem());
            synchronizeDirectory();

            assertThat(actor("kim").id()).isEqualTo(kim.id());
            assertThat(keysOf(kim)).hasSize(1).doesNotContainAnyElementsOf(before);
            assertThat(announced).contains(kim.id());
        }

        @Test
        void keysRegisteredOverTheApiStay() {
            file("kim.pub", publicPem());
            synchronizeDirectory();
            Actor kim = actor("kim");
            ActorKeyService keys = core.get(ActorKeyService.class);
            ActorKeyDetails own = keys.create(ROOT, ActorFixture.id(kim.id()), secret("own"));

            file("kim.pub", publicPem());
            synchronizeDirectory();

            assertThat(keysOf(kim)).hasSize(2).contains(own.id());
        }

        @Test
        void aConfiguredKeyThatWasRevokedByHandStaysRevoked() {
            String pem = publicPem();
            file("kim.pub", pem);
            synchronizeDirectory();
            Actor kim = actor("kim");
            ActorKeyService keys = core.get(ActorKeyService.class);
            ActorKeyDetails configured = keys.get(
                    ROOT,
                    ActorFixture.id(kim.id()),
                    new ResourceId(IdType.ACTOR_KEY, keysOf(kim).get(0)));
            keys.revoke(ROOT, ActorFixture.id(kim.id()), keyId(configured));

            synchronizeDirectory();
            assertThat(keysOf(kim)).isEmpty();

            file("kim.pub", publicPem());
            synchronizeDirectory();
            assertThat(keysOf(kim)).hasSize(1);
            file("kim.pub", pem);
            synchronizeDirectory();
            assertThat(keysOf(kim)).as("listed anew, the old key is good again").hasSize(1);
        }

        @Test
        void aListBringsNamespacesLabelsAndAssertingKeys() {
            synchronizeList(listed("kim", Map.of("tier", "gold"), secret("kim's")));

            Actor kim = inTeam("kim");
            assertThat(kim.labels().values()).isEqualTo(Map.of("tier", "gold", LABEL, "config-list"));
            assertThat(actors.liveKeys(kim))
                    .extracting(ActorKey::canAssertActors)
                    .containsExactly(false);
            announced.clear();

            synchronizeList(listed(
                    "kim",
                    Map.of("tier", "iron"),
                    new NewActorKey(secret("kim's").material(), "c", true)));

            assertThat(inTeam("kim").id()).isEqualTo(kim.id());
            assertThat(inTeam("kim").labels().values()).containsEntry("tier", "iron");
            assertThat(actors.liveKeys(kim))
                    .extracting(ActorKey::canAssertActors)
                    .containsExactly(true);
            assertThat(announced).contains(kim.id());
            announced.clear();

            synchronizeList(listed("kim", Map.of("tier", "iron"), secret("kim's")));

            assertThat(actors.liveKeys(kim))
                    .extracting(ActorKey::canAssertActors)
                    .containsExactly(false);
            assertThat(announced).as("taking the right away is announced").contains(kim.id());
        }

        @Test
        void anEmptyListAndAnotherSourceDeleteWhatTheFirstBrought() {
            synchronizeList(listed("kim", Map.of(), secret("kim's")), listed("lee", Map.of(), secret("lee's")));
            synchronizeList(listed("lee", Map.of(), secret("lee's")));
            assertThat(actors.findLive(new NamespacePath("root.team"), "kim")).isEmpty();

            file("zoe.pub", publicPem());
            synchronizeDirectory();
            assertThat(actors.findLive(new NamespacePath("root.team"), "lee")).isEmpty();
            assertThat(found("zoe")).isPresent();

            synchronizeList();
            assertThat(found("zoe")).isEmpty();
        }

        @Test
        void actorsMadeByHandAreLeftAlone() {
            ActorFixture.actor(core, "root", "hand");

            synchronizeList();
            synchronizeDirectory();

            assertThat(found("hand")).isPresent();
        }

        @Test
        void aUserNeitherSetsNorRemovesTheLabel() {
            file("kim.pub", publicPem());
            synchronizeDirectory();
            Actor kim = actor("kim");
            ActorFixture.actor(core, "root", "hand");

            actors.update(
                    ROOT,
                    ActorFixture.id(kim.id()),
                    new ActorChange(MetadataChange.replacing(Map.of("a", "b"), null), null),
                    Precondition.NONE);
            assertThat(actor("kim").labels().values()).containsEntry(LABEL, "public-key-dir");
            actors.update(
                    ROOT,
                    ActorFixture.id(kim.id()),
                    new ActorChange(MetadataChange.replacing(Map.of("a", "c", LABEL, "public-key-dir"), null), null),
                    Precondition.NONE);
            assertThat(actor("kim").labels().values()).containsEntry("a", "c").containsEntry(LABEL, "public-key-dir");

            assertThat(outcome(() -> relabel("kim", Map.of(LABEL, "config-list"))))
                    .isEqualTo("reserved_label");
            assertThat(outcome(() -> relabel("hand", Map.of(LABEL, "public-key-dir"))))
                    .isEqualTo("reserved_label");
            assertThat(outcome(() -> relabel("hand", Map.of("x.authproxy.io/a", "b"))))
                    .isEqualTo("reserved_label");
            assertThat(actor("hand").labels().isEmpty()).isTrue();
        }

        private void relabel(String externalId, Map<String, String> labels) {
            actors.update(
                    ROOT,
                    ActorFixture.id(actor(externalId).id()),
                    new ActorChange(MetadataChange.replacing(labels, null), null),
                    Precondition.NONE);
        }
    }
}

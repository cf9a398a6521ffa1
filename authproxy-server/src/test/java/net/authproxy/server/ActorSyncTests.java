package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The directory of keys, read again by the worker's job while the product runs (contract 4.2, 12). */
class ActorSyncTests {

    private static final String ACTORS = "{keys_path: keys/actors, sync_cron_schedule: '@every 1s',"
            + " permissions: [{namespace: root.**, resources: ['*'], verbs: ['*']}]}";

    @Nested
    class OnSqlite extends Synchronizing {

        @RegisterExtension
        static final RunningServer SERVER = RunningServer.on(DatabaseProvider.SQLITE)
                .withEmbeddedRedis()
                .withActors(ACTORS)
                .running(Service.API, Service.WORKER);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Synchronizing {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.POSTGRES).withActors(ACTORS).running(Service.API, Service.WORKER);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Synchronizing {

        private static final Duration SOON = Duration.ofSeconds(20);
        private static final String LABEL = "authproxy.io/actor-sync-source";

        abstract RunningServer server();

        private Path folder() {
            return server().directory().resolve("keys/actors");
        }

        private Path write(String name, KeyPair pair) {
            return KeyFiles.writeOpenSsh(folder().resolve(name + ".pub"), pair, name);
        }

        private Caller as(String name, KeyPair pair) {
            return server().admin(Service.API)
                    .with(Tokens.of(name).with("actor_signed", true).sign(KeyFiles.signingKey(pair)));
        }

        private static Answer become(Caller caller, int status) {
            return Await.until(SOON, () -> caller.get("/me"), answer -> answer.status() == status);
        }

        @Test
        void actorsComeStayAndGoWithTheirFiles() throws IOException {
            KeyPair kim = KeyFiles.ed25519();
            KeyPair lee = KeyFiles.ed25519();
            Path file = write("kim", kim);
            String id =
                    become(as("kim", kim), 200).json().path("actor").path("id").asString("");
            Caller admin = server().admin(Service.API);
            assertThat(admin.get("/actors/" + id)
                            .expect(200)
                            .json()
                            .path("labels")
                            .path(LABEL)
                            .asString(""))
                    .isEqualTo("public-key-dir");

            Files.writeString(file, "ssh-ed25519 AAAA half written");
            write("lee", lee);
            become(as("lee", lee), 200);
            as("kim", kim).get("/me").expect(200);

            Files.delete(file);
            become(as("kim", kim), 401);
            admin.get("/actors/" + id).expectError(404, "not_found");
            as("lee", lee).get("/me").expect(200);
        }

        @Test
        void aDirectoryThatIsAwayLocksNobodyOut() throws IOException {
            KeyPair zoe = KeyFiles.ed25519();
            KeyPair late = KeyFiles.ed25519();
            write("zoe", zoe);
            become(as("zoe", zoe), 200);
            Path away = server().directory().resolve("keys/away");
            int complaints = complaints();

            Files.move(folder(), away);
            Await.until(SOON, this::complaints, count -> count > complaints);
            as("zoe", zoe).get("/me").expect(200);
            server().admin(Service.API).get("/me").expect(200);

            Files.move(away, folder());
            write("late", late);
            become(as("late", late), 200);
        }

        private int complaints() {
            return server().log().split("auth_tasks:sync_external_source", -1).length;
        }

        @Test
        void aUserNeitherSetsNorRemovesTheLabel() {
            Caller admin = server().admin(Service.API);
            String me =
                    admin.get("/me").expect(200).json().path("actor").path("id").asString("");

            Answer kept =
                    admin.patch("/actors/" + me, Map.of("labels", Map.of())).expect(200);
            assertThat(kept.json().path("labels").path(LABEL).asString("")).isEqualTo("public-key-dir");
            admin.patch("/actors/" + me, Map.of("labels", Map.of(LABEL, "public-key-dir")))
                    .expect(200);
            admin.patch("/actors/" + me, Map.of("labels", Map.of(LABEL, "config-list")))
                    .expectError(400, "reserved_label");
            admin.post(
                            "/actors",
                            Map.of("namespace", "root", "external_id", "x", "labels", Map.of(LABEL, "public-key-dir")))
                    .expectError(400, "reserved_label");
        }
    }
}

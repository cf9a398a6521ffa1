package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;

/** What an operator sees when a start cannot succeed: one clear line, exit code 1, nothing half written. */
class StartTests {

    @Nested
    class OnSqlite extends Starts {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.SQLITE).stopped();

        @Override
        RunningServer server() {
            return SERVER;
        }

        @Test
        void refusesADatabaseFileThatIsNone() throws IOException {
            Path file = server().directory().resolve("not-a-database.db");
            Files.writeString(file, "this is a text, and no database at all\n".repeat(100));

            Failure failure = serve(server().configuration().replace("authproxy.db", "not-a-database.db"));

            assertThat(failure.lines())
                    .as("%s", failure)
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("not-a-database.db");
            assertThat(file).content().startsWith("this is a text");
        }

        @Test
        void refusesADatabaseBelowAFile() {
            Failure failure = serve(server().configuration().replace("authproxy.db", "keys/host.pub/authproxy.db"));

            assertThat(failure.lines())
                    .as("%s", failure)
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("host.pub");
        }
    }

    @Nested
    class OnPostgres extends Starts {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.POSTGRES).stopped();

        @Override
        RunningServer server() {
            return SERVER;
        }

        @Test
        void saysWhichDatabaseDoesNotAnswer() throws IOException {
            int closed = RunningServer.freePort();

            Failure failure =
                    serve(server().configuration().replaceAll("(provider: postgres.*port: )\\d+", "$1" + closed));

            assertThat(failure.lines())
                    .as("%s", failure)
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("127.0.0.1:" + closed);
        }
    }

    /**
     * What a failed start printed.
     *
     * @param out of standard error of the command, without the log
     */
    record Failure(int code, String out) {

        List<String> lines() {
            return out.lines().toList();
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Starts {

        abstract RunningServer server();

        Failure serve(String yaml) {
            Path file = KeyFiles.write(server().directory().resolve("start.yaml"), yaml);
            return command("serve", "--no-banner", "--config=" + file, "all");
        }

        Failure command(String... arguments) {
            StringWriter err = new StringWriter();
            int code = Main.commandLine().setErr(new PrintWriter(err)).execute(arguments);
            Failure failure = new Failure(code, err.toString());
            assertThat(failure.code()).as("%s", failure).isEqualTo(CommandLine.ExitCode.SOFTWARE);
            assertThat(failure.out()).doesNotContain("Exception", "\tat ", "because of a defect");
            return failure;
        }

        @Test
        void namesAnUnknownKeyWithItsPlace() {
            Failure failure = serve(server().configuration() + "\nbananas: 3\n");

            assertThat(failure.out()).contains("bananas").contains("start.yaml");
        }

        @Test
        void namesAKeyFileThatIsMissing() {
            Failure failure = serve(server().configuration().replace("keys/host.pub", "keys/absent.pub"));

            assertThat(failure.lines()).as("%s", failure).hasSizeLessThanOrEqualTo(2);
            assertThat(failure.out()).contains("absent.pub");
        }

        @Test
        void namesAKeyDirectoryThatIsMissingAndKeepsItsActors() throws IOException {
            Path elsewhere = Files.createTempDirectory("authproxy-actors");
            String yaml = server().configuration()
                    .replace(server().directory().resolve("keys/actors").toString(), elsewhere.toString());
            KeyFiles.writeOpenSsh(elsewhere.resolve("admin.pub"), server().adminKeys, "newcomer@laptop");
            try (ServerProcess first = ServerProcess.start(server().settings(yaml), EnumSet.of(Service.API))) {
                server().admin(first, Service.API).get("/me").expect(200);
            }
            RunningServer.deleteTree(elsewhere);

            Failure failure = serve(yaml);

            assertThat(failure.lines())
                    .containsExactly("authproxy: system_auth.actors.keys_path: " + elsewhere + " cannot be read");
            Files.createDirectory(elsewhere);
            Files.writeString(elsewhere.resolve("admin.pub"), "half written");
            try (ServerProcess next = ServerProcess.start(server().settings(yaml), EnumSet.of(Service.API))) {
                server().admin(next, Service.API).get("/me").expect(200);
            }
            RunningServer.deleteTree(elsewhere);
        }

        @Test
        void namesAServiceThatItDoesNotKnow() {
            assertThat(command("serve", "everything").lines())
                    .containsExactly(
                            "authproxy: unknown service 'everything': use all, or a list of public, api, admin-api, worker");
        }

        @Test
        void namesABusyPort() throws IOException {
            try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                Failure failure =
                        serve(server().configuration().replace("api: {port: 0", "api: {port: " + busy.getLocalPort()));

                assertThat(failure.lines())
                        .as("%s", failure)
                        .hasSize(1)
                        .first()
                        .asString()
                        .contains("127.0.0.1:" + busy.getLocalPort())
                        .contains("in use");
            }
        }

        @Test
        void refusesASchemaThatIsBehind() {
            Failure failure = serve(server().emptyDatabase(server().configuration())
                    .replace("auto_migrate: true", "auto_migrate: false"));

            assertThat(failure.lines())
                    .containsExactly("authproxy: the database schema is behind this version: run 'authproxy migrate'"
                            + " or set database.auto_migrate");
        }

        @Test
        void refusesAConnectorWithAnUnknownKeyAndWritesNone() throws IOException {
            Path folder = Files.createDirectories(server().directory().resolve("bad-connectors"));
            String good = Files.readString(server().directory().resolve("connectors/header.yaml"));
            Files.writeString(folder.resolve("a-good.yaml"), good.replace("demo-header", "demo-good"));
            Files.writeString(folder.resolve("b-bad.yaml"), good.replace("demo-header", "demo-bad") + "\nproxi: {}\n");

            Failure failure = serve(server().configuration()
                    .replace(server().directory().resolve("connectors").toString(), folder.toString()));

            assertThat(failure.out()).contains("proxi").contains("b-bad.yaml");
            try (ServerProcess next = server().startProcess(EnumSet.of(Service.API))) {
                Answer found = server().admin(next, Service.API)
                        .get("/connectors?label_selector=type%20in%20(demo-good,demo-bad)")
                        .expect(200);
                assertThat(found.json().path("items").size()).isZero();
            }
        }

        @Test
        void refusesAReplacedRootKeyThatDataStillNeedsAndAcceptsItAsPrevious() throws IOException {
            try (ServerProcess first = server().startProcess(EnumSet.of(Service.API))) {
                new Connections(() -> server().admin(first, Service.API), RunningServer.KEY).connect("header");
            }
            String old = server().configuration();
            String newKey = server().directory().resolve("keys/new.key").toString();
            byte[] bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            Files.write(Path.of(newKey), bytes);
            String oldKey = server().directory().resolve("keys/global.key").toString();
            String replaced = old.replace("{path: " + oldKey + "}", "{path: " + newKey + "}");

            Failure failure = serve(replaced);

            assertThat(failure.lines()).as("%s", failure).hasSize(1);
            assertThat(failure.out()).containsPattern("[0-9]+").containsPattern("ekv_[0-9a-z]+");
            assertThat(failure.out()).doesNotContain(HexFormat.of().formatHex(bytes));

            String both =
                    old.replace("{path: " + oldKey + "}", "{path: " + newKey + ", previous: [{path: " + oldKey + "}]}");
            try (ServerProcess next = ServerProcess.start(server().settings(both), EnumSet.of(Service.API))) {
                Caller api = server().admin(next, Service.API);
                String id = api.get("/connections")
                        .expect(200)
                        .json()
                        .path("items")
                        .path(0)
                        .path("id")
                        .asString("");
                api.get("/connections/" + id + "/_proxy_raw/after-rotation").expect(200);
            }
        }

        @Test
        void makesAVersionOfAChangedConnectorOnly() throws IOException {
            Path folder = Files.createDirectories(server().directory().resolve("versioned"));
            Path file = folder.resolve("header.yaml");
            String text = Files.readString(server().directory().resolve("connectors/header.yaml"))
                    .replace("demo-header", "demo-versioned");
            Files.writeString(file, text);
            String yaml = server().configuration()
                    .replace(server().directory().resolve("connectors").toString(), folder.toString());

            assertThat(versions(yaml)).containsExactly("1 primary");
            assertThat(versions(yaml)).containsExactly("1 primary");

            Files.writeString(file, "# a comment changes nothing\n" + text);
            assertThat(versions(yaml)).containsExactly("1 primary");

            Files.writeString(file, text.replace("Echoes what it received", "Echoes it all"));
            assertThat(versions(yaml)).containsExactly("1 archived", "2 primary");

            Files.writeString(file, text);
            assertThat(versions(yaml))
                    .as("same hash as version 1, other state: promoted")
                    .containsExactly("1 primary", "2 archived");

            Files.writeString(file, "version: 1\n" + text.replace("Echoes what it received", "Another"));
            Failure failure = serve(yaml);
            assertThat(failure.out()).contains("header.yaml");
            Files.delete(file);
            assertThat(versions(yaml)).containsExactly("1 primary", "2 archived");
        }

        private List<String> versions(String yaml) {
            try (ServerProcess next = ServerProcess.start(server().settings(yaml), EnumSet.of(Service.API))) {
                List<String> found = new java.util.ArrayList<>();
                server().admin(next, Service.API)
                        .get("/connectors/_versions?order_by=version&label_selector=type%3Ddemo-versioned")
                        .expect(200)
                        .json()
                        .path("items")
                        .forEach(version -> found.add(version.path("version").asInt() + " "
                                + version.path("state").asString()));
                return found;
            }
        }
    }
}

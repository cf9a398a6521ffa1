package net.authproxy.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of a test's own that can be killed with SIGKILL and comes back at the same port with everything that
 * was committed. Always the embedded one: nobody else's server is killed.
 */
public final class MortalPostgres implements BeforeAllCallback, AfterAllCallback {

    private static final String USER = "postgres";
    private static final boolean USER_IS_ROOT = "root".equals(System.getProperty("user.name"));
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final List<String> command = new ArrayList<>();
    private @Nullable Path directory;
    private @Nullable EmbeddedPostgres embedded;
    private @Nullable Process process;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("authproxy-mortal-pg");
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File(
                        System.getProperty("java.io.tmpdir"), "embedded-pg-" + System.getProperty("user.name")))
                .setDataDirectory(data())
                // A commit that was acknowledged must survive, as in production.
                .setServerConfig("synchronous_commit", "on")
                .start();
        embedded = server;
        process = server.getProcess();
        if (USER_IS_ROOT) {
            // PostgreSQL refuses to run as root; the embedded one is started in a user namespace of its own as well.
            command.addAll(List.of("unshare", "-U"));
        }
        // The server notes how it was started: its path, then every argument in quotes.
        String[] started =
                Files.readString(data().resolve("postmaster.opts")).strip().split(" \"", -1);
        command.add(started[0]);
        for (int i = 1; i < started.length; i++) {
            command.add(started[i].replaceAll("\"$", ""));
        }
    }

    /** Ends it with SIGKILL; its other processes end by themselves. */
    public void kill() {
        ProcessHandle server = postmaster();
        server.destroyForcibly();
        server.onExit().join();
    }

    /** The server's main process, by its own note: what was started may be a wrapper. */
    private ProcessHandle postmaster() {
        try (Stream<String> lines = Files.lines(data().resolve("postmaster.pid"))) {
            long pid = Long.parseLong(lines.findFirst().orElseThrow().strip());
            return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("the server is gone already"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path data() {
        return Objects.requireNonNull(directory, "not started").resolve("data");
    }

    /** Starts it again and waits until it takes connections. */
    public void restart() {
        long end = System.nanoTime() + RECOVERY.toNanos();
        start();
        while (!answers()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the PostgreSQL of the test did not come back");
            }
            if (!process().isAlive()) {
                // Processes of the one that was killed are still about to end.
                start();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (Connection connection = dataSource().getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private Process process() {
        return Objects.requireNonNull(process, "not started");
    }

    public int port() {
        return Objects.requireNonNull(embedded, "not started").getPort();
    }

    /** Name of the database to use, and of its user and password. */
    public String name() {
        return USER;
    }

    /** Opens connections to it; it does not pool. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + port() + "/" + USER);
        source.setUser(USER);
        source.setPassword(USER);
        return source;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (process != null) {
            kill();
        }
    }
}

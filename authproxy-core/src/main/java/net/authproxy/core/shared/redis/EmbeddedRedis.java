package net.authproxy.core.shared.redis;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.secret.SecretString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.core.ExecutableProvider;

/**
 * A real redis-server of our own for {@code redis: {provider: embedded}} (contract 13.2): on loopback, on a free port,
 * with a random password, keeping nothing on disk. It takes {@code redis-server} from the PATH, else the binary that the
 * embedded-redis library brings. It never outlives this process, not even when the process is killed.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final int START_ATTEMPTS = 5;
    private static final String READY = "Ready to accept connections";

    // The kernel closes our end of the pipe when we end, however we end; the shell then ends the server. The shell
    // stays its parent, so the pid cannot have gone to another process. setsid and trap: Ctrl-C in a terminal goes to
    // us alone, and we still need Redis while we drain.
    private static final String WATCH = """
            trap '' INT HUP TERM QUIT
            run=; command -v setsid >/dev/null 2>&1 && run=setsid
            $run "$1" "$2" </dev/null &
            echo "pid $!"
            exec >/dev/null 2>&1
            while read -r _; do :; done
            kill -KILL $!
            wait
            """;

    private final Process watch;
    private final ProcessHandle server;
    private final RedisEndpoint endpoint;
    private final CompletableFuture<Void> ended;

    private EmbeddedRedis(Process watch, ProcessHandle server, RedisEndpoint endpoint) {
        this.watch = watch;
        this.server = server;
        this.endpoint = endpoint;
        this.ended = watch.onExit().thenRun(server::destroyForcibly);
    }

    /**
     * Starts the server and returns when it accepts connections.
     *
     * @throws AuthProxyException {@code unavailable}, with the server's own words, when it does not start
     */
    public static EmbeddedRedis start(SecureRandom random) {
        AuthProxyException last = null;
        // Another process may take the free port before the server does.
        for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
            try {
                return startOnce(random);
            } catch (StartFailure problem) {
                last = new AuthProxyException(ErrorCode.UNAVAILABLE, String.valueOf(problem.getMessage()), problem);
            } catch (IOException problem) {
                throw new AuthProxyException(
                        ErrorCode.UNAVAILABLE,
                        "the embedded Redis cannot be started: " + problem.getMessage(),
                        problem);
            }
        }
        throw last == null ? new IllegalStateException() : last;
    }

    /** Where to connect; holds the password. */
    public RedisEndpoint endpoint() {
        return endpoint;
    }

    /** Whether the server has ended, by {@link #close} or because its watch was killed. */
    boolean hasEnded() {
        return ended.isDone() && !server.isAlive();
    }

    /** Process id of the server. */
    public long pid() {
        return server.pid();
    }

    /** Ends the server. */
    @Override
    public void close() {
        try {
            watch.getOutputStream().close();
            if (!watch.waitFor(5, TimeUnit.SECONDS)) {
                watch.destroyForcibly();
            }
            ended.get(5, TimeUnit.SECONDS);
        } catch (IOException problem) {
            LOG.debug("the pipe to the embedded Redis was closed before", problem);
        } catch (ExecutionException | TimeoutException problem) {
            LOG.warn("the embedded Redis did not end by itself", problem);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        server.destroyForcibly();
    }

    private static EmbeddedRedis startOnce(SecureRandom random) throws IOException {
        Path directory = privateDirectory();
        try {
            String password = password(random);
            int port = freePort();
            Path config = config(directory, port, password);
            Process watch = new ProcessBuilder(
                            "/bin/sh", "-c", WATCH, "authproxy-redis", executable(directory), config.toString())
                    .redirectErrorStream(true)
                    .directory(new File("/"))
                    .start();
            ProcessHandle server = awaitReady(watch);
            LOG.info("embedded Redis started port={} pid={}", port, server.pid());
            return new EmbeddedRedis(watch, server, RedisEndpoint.of("127.0.0.1", port, SecretString.of(password)));
        } finally {
            // The server has read its settings and mapped its binary: nothing stays behind if we are killed.
            delete(directory);
        }
    }

    private static ProcessHandle awaitReady(Process watch) throws IOException {
        BufferedReader out = watch.inputReader(StandardCharsets.UTF_8);
        String first = out.readLine();
        if (first == null || !first.startsWith("pid ")) {
            throw new StartFailure("the embedded Redis cannot be started: " + first);
        }
        Optional<ProcessHandle> server = ProcessHandle.of(Long.parseLong(first.substring("pid ".length())));
        StringBuilder seen = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains(READY) && server.isPresent()) {
                Thread.ofPlatform().daemon().name("embedded-redis-output").start(() -> forward(out));
                return server.get();
            }
            seen.append('\n').append(line);
        }
        watch.getOutputStream().close();
        throw new StartFailure("the embedded Redis did not start:" + seen);
    }

    private static void forward(BufferedReader out) {
        out.lines().forEach(line -> LOG.debug("redis: {}", line));
    }

    private static Path config(Path directory, int port, String password) throws IOException {
        Path config = Files.createFile(
                directory.resolve("redis.conf"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(config, """
                bind 127.0.0.1
                port %d
                protected-mode yes
                requirepass %s
                daemonize no
                save ""
                appendonly no
                maxmemory-policy noeviction
                """.formatted(port, password));
    }

    private static String executable(Path directory) throws IOException {
        for (String name : List.of("redis-server", "valkey-server")) {
            Optional<Path> found = onPath(name);
            if (found.isPresent()) {
                return found.get().toString();
            }
        }
        return ExecutableProvider.newJarResourceProvider(directory.toFile())
                .get()
                .getPath();
    }

    private static Optional<Path> onPath(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path privateDirectory() throws IOException {
        return Files.createTempDirectory(
                "authproxy-redis", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static String password(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static final class StartFailure extends IOException {
        StartFailure(String message) {
            super(message);
        }
    }
}

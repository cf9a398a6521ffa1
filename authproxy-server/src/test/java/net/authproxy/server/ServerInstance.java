package net.authproxy.server;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The product in a process of its own, as an operator starts it. */
final class ServerInstance implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("action=listening service=([a-z-]+) port=(\\d+)");
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration TRAINING = Duration.ofMinutes(3);
    private static final List<String> JVM =
            List.of("--enable-native-access=ALL-UNNAMED", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Process process;
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    private ServerInstance(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().name("server-output").start(this::read);
    }

    /** Starts services with this configuration and waits until they listen. */
    static ServerInstance start(Path configuration, Service... services) {
        StartCache cache = StartCache.get((classPath, options) -> train(configuration, classPath, options));
        return start(configuration, cache.classPath(), cache.options(), services);
    }

    /** A start of everything and an end in good order, as a server of the same database with files of its own. */
    private static void train(Path configuration, String classPath, List<String> options) {
        Path folder = Objects.requireNonNull(configuration.getParent());
        try {
            String yaml = Files.readString(configuration)
                    .replaceFirst("(?m)^data_dir: .*$", "data_dir: " + folder.resolve("data-training"));
            Path own = KeyFiles.write(folder.resolve("training.yaml"), yaml);
            ServerInstance trained = start(own, classPath, options, Service.values());
            // Not by destroy, which closes the pipe that the JVM's assembly of the cache still writes to.
            trained.signal("-TERM");
            if (!trained.process.waitFor(TRAINING.toSeconds(), TimeUnit.SECONDS)) {
                trained.kill();
                throw new IllegalStateException("no end of the training:\n" + trained.log());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ServerInstance start(
            Path configuration, String classPath, List<String> options, Service... services) {
        String names = String.join(",", Stream.of(services).map(Service::id).toList());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(options);
        command.addAll(List.of(Main.class.getName(), "serve", names, "--config", configuration.toString()));
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(Objects.requireNonNull(configuration.getParent()).toFile())
                    .redirectErrorStream(true);
            builder.environment().put("CLASSPATH", classPath);
            ServerInstance started = new ServerInstance(builder.start());
            Await.until(START, () -> started.ports.size(), count -> {
                if (!started.process.isAlive()) {
                    throw new IllegalStateException(
                            "the server ended with " + started.process.exitValue() + ":\n" + started.log());
                }
                return count == services.length;
            });
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        Path copy = Path.of("target", "server-logs", process.pid() + ".log");
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter kept = open(copy)) {
            String line = lines.readLine();
            while (line != null) {
                log.add(line);
                kept.write(line);
                kept.newLine();
                kept.flush();
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    ports.put(listening.group(1), Integer.valueOf(listening.group(2)));
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            // The process was killed; its end is seen elsewhere.
            log.add("killed");
        }
    }

    /** Where what it printed lies, for who looks into a failure. */
    private static BufferedWriter open(Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.newBufferedWriter(file);
    }

    /** What it has printed so far. */
    String log() {
        return String.join("\n", log);
    }

    /** Ends it with SIGKILL, at once and without a chance to put anything in order. */
    void kill() {
        process.destroyForcibly();
        try {
            // Not by onExit: for one that ended long ago it looks at its number, which is another's by then.
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops it where it stands (SIGSTOP): it holds what it holds, and notices nothing. */
    void freeze() {
        signal("-STOP");
    }

    /** Lets it go on (SIGCONT). */
    void thaw() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill " + name + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int port(Service service) {
        return Objects.requireNonNull(ports.get(service.id()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

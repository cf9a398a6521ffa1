package net.authproxy.testsupport;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Keycloak as a process of its own, with its database in memory. Everything it writes stays below its home. */
final class KeycloakProcess {

    static final String ADMIN = "admin";

    private static final int START_SECONDS = 300;
    private static final String DATABASE = "--db=dev-mem";
    private static final String CACHE = "--cache=local";

    // Our death closes the pipe, however we die; the shell then ends the server. Its own output is closed, so that ours
    // ends with the server's.
    private static final String WATCHED =
            "\"$@\" </dev/null & exec >/dev/null 2>&1; while read -r _; do :; done; kill -9 $!";

    private static final List<String> JAVA = List.of(
            "-Xms64m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-Duser.language=en",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dpicocli.disable.closures=true",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                    + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory");

    private final Path home;
    private final int port;
    private final String adminPassword = UUID.randomUUID().toString();

    private KeycloakProcess(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** Returns when it answers. */
    static KeycloakProcess start(Path home) {
        try {
            Files.createDirectories(home.resolve("tmp"));
            build(home);
            return new KeycloakProcess(home, freePort()).launched();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start Keycloak", e);
        }
    }

    int port() {
        return port;
    }

    String adminPassword() {
        return adminPassword;
    }

    /** Keycloak prepares itself for its database once; what follows starts from that. */
    private static void build(Path home) throws IOException {
        Path done = home.resolve("tmp/built");
        if (Files.exists(done)) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh", home.resolve("bin/kc.sh").toString(), "build", DATABASE, CACHE)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("tmp/build.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_APPEND", "-Djava.io.tmpdir=" + home.resolve("tmp"));
        try {
            if (builder.start().waitFor() != 0) {
                throw new IOException("kc.sh build failed: " + Files.readString(home.resolve("tmp/build.log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Keycloak was built", e);
        }
        Files.createFile(done);
    }

    private KeycloakProcess launched() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword);
        Process process = builder.start();
        CompletableFuture<Void> ready = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("test-keycloak-output").start(() -> follow(process, ready));
        try {
            ready.get(START_SECONDS, TimeUnit.SECONDS);
            return this;
        } catch (ExecutionException | TimeoutException e) {
            process.destroy();
            throw new IOException("Keycloak did not start; see " + log(), e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Keycloak started", e);
        }
    }

    private void follow(Process process, CompletableFuture<Void> ready) {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter log = Files.newBufferedWriter(log())) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                log.write(line + "\n");
                log.flush();
                if (line.contains("Listening on:")) {
                    ready.complete(null);
                }
            }
            ready.completeExceptionally(new IOException("it ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", WATCHED, "keycloak-watch"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JAVA);
        command.add("-Djava.io.tmpdir=" + home.resolve("tmp"));
        command.add("-Dkc.home.dir=" + home);
        command.add("-Djboss.server.config.dir=" + home.resolve("conf"));
        command.addAll(List.of(
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname-strict=false"));
        return command;
    }

    private Path log() {
        return home.resolve("tmp/keycloak.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}

package net.authproxy.testsupport;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/** A real redis-server on loopback for tests: from PATH, else the binary of the embedded-redis library. */
final class RedisServerProcess {

    // Our death closes the pipe, however we die; the shell then ends the server.
    private static final String WATCHED = "\"$1\" \"$2\" </dev/null & while read -r _; do :; done; kill -9 $!";

    private final int port;
    private final String password = UUID.randomUUID().toString();

    private RedisServerProcess(int port) {
        this.port = port;
    }

    static RedisServerProcess start() {
        try {
            return new RedisServerProcess(freePort()).launched();
        } catch (IOException problem) {
            throw new UncheckedIOException("cannot start redis-server", problem);
        }
    }

    int port() {
        return port;
    }

    String password() {
        return password;
    }

    /** Sends inline commands over one connection and returns the last answer line. */
    String command(String... lines) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var in = new BufferedReader(new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String answer = send(socket, in, "AUTH " + password);
            for (String line : lines) {
                answer = send(socket, in, line);
            }
            return answer;
        } catch (IOException problem) {
            throw new UncheckedIOException("redis-server of the tests does not answer", problem);
        }
    }

    private RedisServerProcess launched() throws IOException {
        Path directory = Files.createTempDirectory("authproxy-test-redis");
        Path config = directory.resolve("redis.conf");
        Files.writeString(
                config,
                "bind 127.0.0.1\nport %d\nrequirepass %s\nsave \"\"\nappendonly no\ndir %s\n"
                        .formatted(port, password, directory));
        Process process = new ProcessBuilder(
                        "/bin/sh", "-c", WATCHED, "redis-watch", executable(directory), config.toString())
                .redirectErrorStream(true)
                .start();
        awaitReady(process);
        return this;
    }

    private static void awaitReady(Process process) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            seen.append(line).append('\n');
            if (line.contains("Ready to accept connections")) {
                Thread.ofPlatform()
                        .daemon()
                        .name("test-redis-output")
                        .start(() -> out.lines().forEach(ignored -> {}));
                return;
            }
            if (line.contains("bind:") || line.contains("aborting")) {
                break;
            }
        }
        process.destroy();
        throw new IOException("redis-server did not start: " + seen);
    }

    private static String executable(Path directory) throws IOException {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator))) {
            Path candidate = Path.of(folder, "redis-server");
            if (Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        return ExecutableProvider.newJarResourceProvider(directory.toFile())
                .get()
                .getPath();
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static String send(Socket socket, BufferedReader in, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        String answer = in.readLine();
        if (answer == null || answer.startsWith("-")) {
            throw new IOException("redis-server refused a command: " + answer);
        }
        return answer;
    }
}

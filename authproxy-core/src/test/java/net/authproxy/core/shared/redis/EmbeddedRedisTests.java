package net.authproxy.core.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.secret.SecretString;
import org.junit.jupiter.api.Test;

class EmbeddedRedisTests {

    @Test
    void answersWithItsPassword() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(new SecureRandom());
                RedisAccess access = RedisAccess.to(redis.endpoint())) {
            access.call(commands -> commands.set("a", "b"));

            assertThat(access.<String>call(commands -> commands.get("a"))).isEqualTo("b");
            assertThat(access.isReachable()).isTrue();
        }
    }

    @Test
    void refusesAClientWithoutThePassword() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(new SecureRandom());
                RedisAccess access = RedisAccess.to(
                        RedisEndpoint.of("127.0.0.1", redis.endpoint().port(), SecretString.of("")))) {
            assertThatThrownBy(() -> access.call(commands -> commands.get("a"))).isInstanceOf(AuthProxyException.class);
            assertThat(access.isReachable()).isFalse();
        }
    }

    @Test
    void writesNothingToDiskAndListensOnLoopbackOnly() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(new SecureRandom());
                RedisAccess access = RedisAccess.to(redis.endpoint())) {
            assertThat(setting(access, "save")).isEqualTo("");
            assertThat(setting(access, "appendonly")).isEqualTo("no");
            assertThat(setting(access, "bind")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void leavesNeitherPasswordNorFilesBehindWhileRunning() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(new SecureRandom())) {
            String password = redis.endpoint().password().expose();

            assertThat(Files.readString(Path.of("/proc/" + redis.pid() + "/cmdline")))
                    .doesNotContain(password);
            assertThat(Files.readString(Path.of("/proc/" + redis.pid() + "/environ")))
                    .doesNotContain(password);
            assertThat(redis.endpoint().toString()).doesNotContain(password);
            try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
                assertThat(left.map(file -> file.getFileName().toString()))
                        .noneMatch(name -> name.startsWith("authproxy-redis"));
            }
        }
    }

    @Test
    void endsWhenClosed() {
        EmbeddedRedis redis = EmbeddedRedis.start(new SecureRandom());

        redis.close();

        assertThat(ProcessHandle.of(redis.pid()).map(ProcessHandle::isAlive)).isNotEqualTo(Optional.of(true));
        assertThat(redis.hasEnded()).isTrue();
    }

    @Test
    void endsWhenItsParentIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName())
                .redirectErrorStream(true)
                .start();
        ProcessHandle server = ProcessHandle.of(pidPrintedBy(parent)).orElseThrow();
        assertThat(server.isAlive()).isTrue();

        parent.destroyForcibly().waitFor();

        server.onExit().get(10, TimeUnit.SECONDS);
        assertThat(server.isAlive()).isFalse();
    }

    private static String setting(RedisAccess access, String name) {
        return access.call(commands -> commands.configGet(name)).get(name);
    }

    private static long pidPrintedBy(Process parent) throws IOException {
        try (var out = parent.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("redis ")) {
                    return Long.parseLong(line.substring("redis ".length()));
                }
            }
        }
        throw new AssertionError("the parent process printed no pid");
    }

    /** A process to be killed. */
    static final class Parent {
        public static void main(String[] args) throws InterruptedException {
            EmbeddedRedis redis = EmbeddedRedis.start(new SecureRandom());
            System.out.println("redis " + redis.pid());
            new CountDownLatch(1).await();
        }
    }
}

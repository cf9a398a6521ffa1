package net.authproxy.core.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisAccessTests {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    @Test
    void saysUnavailableWhileRedisIsAwayAndNeedsNoRedisToBeMade() throws Exception {
        int port;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        try (RedisAccess access = RedisAccess.to(RedisEndpoint.of("127.0.0.1", port, SecretString.of("x")))) {
            assertThat(access.isReachable()).isFalse();
            assertThatThrownBy(() -> access.call(commands -> commands.get("a")))
                    .isInstanceOfSatisfying(
                            AuthProxyException.class,
                            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        }
    }

    @Test
    void failsWithinTwoSecondsWhenRedisFreezesAndRecovers() {
        try (EmbeddedRedis frozen = EmbeddedRedis.start(new SecureRandom());
                RedisAccess access = RedisAccess.to(frozen.endpoint())) {
            access.call(commands -> commands.set("a", "b"));
            signal("STOP", frozen.pid());
            long before = System.nanoTime();

            assertThatThrownBy(() -> access.call(commands -> commands.get("a"))).isInstanceOf(AuthProxyException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
            assertThat(access.isReachable()).isFalse();
            signal("CONT", frozen.pid());
            await().until(access::isReachable);
            assertThat(access.<String>call(commands -> commands.get("a"))).isEqualTo("b");
        }
    }

    @Test
    void reconnectsAfterTheConnectionWasCut() {
        try (RedisAccess access = RedisFixture.access(redis)) {
            access.call(commands -> commands.set("a", "b"));

            redis.command("CLIENT KILL TYPE normal");

            await().until(access::isReachable);
            assertThat(access.<String>call(commands -> commands.get("a"))).isEqualTo("b");
        }
    }

    @Test
    void runsAScriptThatTheServerHasForgotten() {
        RedisScript script = new RedisScript("return 7", "b1f5b0a4a1bb0c1d2e3f00000000000000000000");
        try (RedisAccess access = RedisFixture.access(redis)) {
            assertThat(access.runForNumber(script, "k")).isEqualTo(7);
        }
    }

    @Test
    void worksWithProtocolTwoAndAnotherDatabase() {
        RedisEndpoint endpoint = new RedisEndpoint(
                redis.host(), redis.port(), "default", SecretString.of(redis.password()), 3, false, 2);
        try (RedisAccess access = RedisAccess.to(endpoint);
                RedisAccess other = RedisFixture.access(redis)) {
            access.call(commands -> commands.set("only-in-three", "x"));

            assertThat(other.<String>call(commands -> commands.get("only-in-three")))
                    .isNull();
        }
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (java.io.IOException | InterruptedException problem) {
            throw new AssertionError(problem);
        }
    }
}

package net.authproxy.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisExtensionTests {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    @Test
    void isEmptyAfterAFlush() {
        redis.command("SET a b");
        assertThat(redis.command("EXISTS a")).isEqualTo(":1");

        redis.flush();

        assertThat(redis.command("EXISTS a")).isEqualTo(":0");
    }

    @Test
    void tellsWhenACommandIsRefused() {
        assertThatThrownBy(() -> redis.command("NONSENSE")).isInstanceOf(UncheckedIOException.class);
    }
}

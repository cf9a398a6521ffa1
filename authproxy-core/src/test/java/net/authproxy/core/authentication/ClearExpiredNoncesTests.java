package net.authproxy.core.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nonces are recognised as long as their tokens live, and not kept for ever (contract 12). */
class ClearExpiredNoncesTests {

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void forgetsOnlyWhatNoTokenNeedsAnyMore(DatabaseKind kind) {
        try (CoreContext core = CoreContext.open(kind)) {
            NonceStore nonces = core.get(NonceStore.class);
            Instant now = core.clock().instant();
            assertThat(nonces.use("short", now.plusSeconds(60))).isTrue();
            assertThat(nonces.use("long", now.plusSeconds(600))).isTrue();
            core.pass(Duration.ofSeconds(60));
            assertThat(nonces.forgetSome()).isZero();
            core.pass(Duration.ofSeconds(1));

            assertThat(nonces.forgetSome()).isEqualTo(1);

            assertThat(nonces.forgetSome()).isZero();
            assertThat(nonces.use("long", now.plusSeconds(600))).isFalse();
            assertThat(nonces.use("short", now.plusSeconds(600))).isTrue();
        }
    }
}

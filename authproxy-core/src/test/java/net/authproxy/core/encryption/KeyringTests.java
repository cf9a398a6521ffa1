package net.authproxy.core.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.NamespacePath;
import org.junit.jupiter.api.Test;

/** Which key version a namespace uses (contract 11.2). */
class KeyringTests {

    private static final KeyVersion GLOBAL = TestKeys.global("ekv_g2", 2, 1);
    private static final KeyVersion GLOBAL_OLD = TestKeys.global("ekv_g1", 1, 2);
    private static final KeyVersion A = TestKeys.version("ekv_a2", "ek_a", 2, 3);
    private static final KeyVersion A_OLD = TestKeys.version("ekv_a1", "ek_a", 1, 4);
    private static final KeyVersion B = TestKeys.version("ekv_b1", "ek_b", 1, 5);

    private final Keyring ring = new Keyring(
            List.of(GLOBAL_OLD, GLOBAL, A_OLD, A, B),
            List.of("ekv_g2", "ekv_a2", "ekv_b1"),
            Map.of("root.a", "ek_a", "root.a.b.c", "ek_b"));

    @Test
    void usesTheNearestAssignedKeyGoingUp() {
        assertThat(currentFor("root.a")).isEqualTo("ekv_a2");
        assertThat(currentFor("root.a.b")).isEqualTo("ekv_a2");
        assertThat(currentFor("root.a.b.c")).isEqualTo("ekv_b1");
        assertThat(currentFor("root.a.b.c.d.e")).isEqualTo("ekv_b1");
        assertThat(currentFor("root.a.b.x")).isEqualTo("ekv_a2");
    }

    @Test
    void usesTheGlobalKeyWhereNoneIsAssigned() {
        assertThat(currentFor("root")).isEqualTo("ekv_g2");
        assertThat(currentFor("root.ab")).isEqualTo("ekv_g2");
        assertThat(currentFor("root.b.a")).isEqualTo("ekv_g2");
    }

    @Test
    void anExplicitGlobalKeyStopsTheWalk() {
        Keyring explicit = new Keyring(
                List.of(GLOBAL, A), List.of("ekv_g2", "ekv_a2"), Map.of("root.a", "ek_a", "root.a.b", Keyring.GLOBAL));

        assertThat(explicit.currentFor(new NamespacePath("root.a.b.c")).id()).isEqualTo("ekv_g2");
        assertThat(explicit.currentFor(new NamespacePath("root.a.c")).id()).isEqualTo("ekv_a2");
    }

    @Test
    void neverFallsBackToAnotherKeyWhenTheAssignedOneIsNotLoaded() {
        Keyring without = new Keyring(List.of(GLOBAL), List.of("ekv_g2"), Map.of("root.a", "ek_a"));

        assertThatThrownBy(() -> without.currentFor(new NamespacePath("root.a.b")))
                .isInstanceOfSatisfying(
                        AuthProxyException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.ENCRYPTION_KEY_UNAVAILABLE));
        assertThat(without.currentFor(new NamespacePath("root.b")).id()).isEqualTo("ekv_g2");
    }

    @Test
    void refusesToBeMadeWithoutACurrentGlobalVersion() {
        assertThatThrownBy(() -> new Keyring(List.of(GLOBAL), List.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listsGlobalVersionsCurrentFirst() {
        Keyring back = new Keyring(
                List.of(GLOBAL_OLD, GLOBAL, A, TestKeys.global("ekv_g3", 3, 9)), List.of("ekv_g1", "ekv_a2"), Map.of());

        assertThat(back.globalVersions()).extracting(KeyVersion::id).containsExactly("ekv_g1", "ekv_g3", "ekv_g2");
    }

    @Test
    void refusesKeysThatAreNot32BytesAndNamesTheSize() {
        assertThatThrownBy(() -> new KeyVersion(
                        "ekv_x", "ek_x", 1, net.authproxy.core.shared.secret.SecretBytes.copyOf(new byte[16])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16");
    }

    @Test
    void anUnknownVersionReloadsOnceAndIsThenFound() {
        AtomicInteger loads = new AtomicInteger();
        Keyring small = new Keyring(List.of(GLOBAL), List.of("ekv_g2"), Map.of());
        KeyringHolder holder = new KeyringHolder(() -> loads.incrementAndGet() == 1 ? small : ring);
        holder.reload();

        assertThat(holder.version("ekv_b1").id()).isEqualTo("ekv_b1");
        assertThat(loads).hasValue(2);
        // An id that a caller made up does not cost a reload each time.
        assertThatThrownBy(() -> holder.version("ekv_none")).isInstanceOf(UndecryptableException.class);
        assertThatThrownBy(() -> holder.version("ekv_none")).isInstanceOf(UndecryptableException.class);
        assertThat(loads).hasValue(2);
    }

    private String currentFor(String namespace) {
        return ring.currentFor(new NamespacePath(namespace)).id();
    }
}

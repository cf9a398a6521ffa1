package net.authproxy.core.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.junit.jupiter.api.Test;

/** The bound on messages per key version, with blocks and a limit small enough to reach. */
class MessageBudgetTests {

    private static final String KEY = "ekv_1";

    private final List<Long> reservations = new ArrayList<>();
    private long store = 100;

    @Test
    void stopsExactlyWhenEveryBlockOfTheLimitIsSpent() {
        MessageBudget budget = new MessageBudget(10, this::reserve, Runnable::run);

        for (int i = 0; i < 100; i++) {
            budget.spend(KEY);
        }

        assertThatThrownBy(() -> budget.spend(KEY))
                .isInstanceOfSatisfying(
                        AuthProxyException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.ENCRYPTION_KEY_UNAVAILABLE));
        assertThatThrownBy(() -> budget.spend(KEY)).isInstanceOf(AuthProxyException.class);
        assertThat(reservations.stream().mapToLong(Long::longValue).sum()).isEqualTo(100);
    }

    @Test
    void renewsInBlocksBeforeTheBlockIsSpent() {
        MessageBudget budget = new MessageBudget(10, this::reserve, Runnable::run);

        for (int i = 0; i < 5; i++) {
            budget.spend(KEY);
        }
        assertThat(reservations).containsExactly(10L);
        budget.spend(KEY);

        assertThat(reservations).containsExactly(10L, 10L);
    }

    @Test
    void asksForOneRenewalWhileAnotherIsUnderWay() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        MessageBudget budget = new MessageBudget(10, this::reserve, waiting::add);

        for (int i = 0; i < 10; i++) {
            budget.spend(KEY);
        }

        assertThat(waiting).hasSize(1);
        waiting.remove().run();
        budget.spend(KEY);
        assertThat(reservations).containsExactly(10L, 10L);
    }

    @Test
    void countsEachKeyVersionByItself() {
        List<String> asked = new ArrayList<>();
        MessageBudget budget = new MessageBudget(
                4,
                (id, count) -> {
                    asked.add(id);
                    return asked.stream().filter(id::equals).count() > 1 ? 0 : count;
                },
                Runnable::run);
        for (int i = 0; i < 4; i++) {
            budget.spend("ekv_1");
        }

        assertThatThrownBy(() -> budget.spend("ekv_1")).isInstanceOf(AuthProxyException.class);
        budget.spend("ekv_2");
        assertThat(asked).contains("ekv_1", "ekv_2");
    }

    @Test
    void refusedMessagesDoNotEatTheNextBlock() {
        MessageBudget budget = new MessageBudget(10, this::reserve, Runnable::run);
        store = 10;
        for (int i = 0; i < 10; i++) {
            budget.spend(KEY);
        }
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> budget.spend(KEY)).isInstanceOf(AuthProxyException.class);
        }
        store = 10;

        // The message that finds the new block may still be refused; the ones after it must not be.
        assertThatThrownBy(() -> budget.spend(KEY)).isInstanceOf(AuthProxyException.class);
        budget.spend(KEY);
    }

    private long reserve(String id, long count) {
        if (store < count) {
            return 0;
        }
        store -= count;
        reservations.add(count);
        return count;
    }
}

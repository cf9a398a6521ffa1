package net.authproxy.core.shared.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.LabelSelector;
import net.authproxy.core.shared.resource.NamespaceMatcher;
import net.authproxy.core.shared.resource.OrderBy;
import org.junit.jupiter.api.Test;

class CursorCodecTests {

    private final CursorCodec codec = new CursorCodec(new TestCursorCipher());
    private final ListPosition position = new ListPosition(
            Map.of("state", "ready", "name", "\u00e4\0 \ud83d\ude00"),
            OrderBy.descending("created_at"),
            1000,
            true,
            NamespaceMatcher.parse("root.a.**"),
            LabelSelector.parse("x in (a,,b),!y"),
            new ListPosition.Key(null, "cxn_1"));

    @Test
    void carriesTheWholePosition() {
        assertThat(codec.decode("connections", codec.encode("connections", position)))
                .isEqualTo(position);
    }

    @Test
    void usesOnlyUrlSafeCharacters() {
        assertThat(codec.encode("connections", position)).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void refusesCursorOfAnotherList() {
        assertInvalid("actors", codec.encode("connections", position));
    }

    @Test
    void refusesEveryChangedCharacter() {
        String cursor = codec.encode("connections", position);
        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'g' : 'A';
            assertInvalid("connections", cursor.substring(0, i) + other + cursor.substring(i + 1));
        }
    }

    @Test
    void refusesGarbage() {
        assertInvalid("connections", "x");
        assertInvalid("connections", "not base64 at all ?");
        assertInvalid("connections", "A".repeat(100_000));
        assertInvalid("connections", new TestCursorCipher().seal("connections", new byte[] {9, 9}));
        assertInvalid("connections", new TestCursorCipher().seal("connections", new byte[0]));
    }

    private void assertInvalid(String list, String cursor) {
        assertThatThrownBy(() -> codec.decode(list, cursor))
                .isInstanceOfSatisfying(
                        AuthProxyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CURSOR));
    }
}

package net.authproxy.core.shared.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.junit.jupiter.api.Test;

class MetadataChangeTests {

    private static final String SYSTEM = "authproxy.io/actor-sync-source";
    private static final Labels PRESENT = new Labels(Map.of(SYSTEM, "config-list", "a", "1"));

    @Test
    void replacementKeepsSystemEntriesWhetherRepeatedOrNot() {
        Labels kept = new Labels(Map.of(SYSTEM, "config-list", "b", "2"));

        assertThat(MetadataChange.replacing(Map.of("b", "2"), null).labels(PRESENT))
                .isEqualTo(kept);
        assertThat(MetadataChange.replacing(Map.of("b", "2", SYSTEM, "config-list"), null)
                        .labels(PRESENT))
                .isEqualTo(kept);
        assertThat(MetadataChange.replacing(null, Map.of("n", "x")).labels(PRESENT))
                .isEqualTo(PRESENT);
    }

    @Test
    void systemEntriesCannotBeSetChangedOrRemoved() {
        assertRefused(
                () -> MetadataChange.replacing(Map.of(SYSTEM, "other"), null).labels(PRESENT));
        assertRefused(() -> MetadataChange.replacing(Map.of("x.authproxy.io/new", "1"), null)
                .labels(PRESENT));
        assertRefused(() -> MetadataChange.puttingLabel(SYSTEM, "config-list"));
        assertRefused(() -> MetadataChange.removingLabel(SYSTEM));
    }

    private static void assertRefused(Runnable change) {
        assertThatExceptionOfType(AuthProxyException.class)
                .isThrownBy(change::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESERVED_LABEL));
    }

    @Test
    void limitsHoldForTheResult() {
        Map<String, String> full = new HashMap<>();
        for (int i = 0; i < Labels.MAX_LABELS; i++) {
            full.put("k" + i, "v");
        }
        Labels present = new Labels(full);

        assertThat(MetadataChange.puttingLabel("k0", "other").labels(present).values())
                .hasSize(Labels.MAX_LABELS);
        assertThatExceptionOfType(AuthProxyException.class)
                .isThrownBy(() -> MetadataChange.puttingLabel("one-more", "").labels(present))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_LABEL));

        Annotations large = new Annotations(Map.of("a", "x".repeat(Annotations.MAX_BYTES - 1)));
        assertThat(MetadataChange.puttingAnnotation("a", "y").annotations(large).values())
                .containsEntry("a", "y");
        assertThatExceptionOfType(AuthProxyException.class)
                .isThrownBy(() -> MetadataChange.puttingAnnotation("b", "").annotations(large))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ANNOTATIONS_TOO_LARGE));
    }
}

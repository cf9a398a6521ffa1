package net.authproxy.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The hash of a row does not change from version to version: old rows must stay verifiable. */
class ChainHashTests {

    /** Computed by another implementation; the command line's tests have the same row. */
    @Test
    void aKnownRowHasItsKnownHash() {
        AuditEntry row = new AuditEntry(
                "aud_01kb2q6r3v8w9x0y1z2a3b4c5d",
                null,
                "root.team",
                "act_01kb2q6r3v8w9x0y1z2a3b4c5d",
                "kim@x.test",
                null,
                "api",
                "actor_keys.create",
                "actor_keys",
                "ak_1",
                "success",
                Map.of("zone", "1", "comment", "a \"lap\\top\" \u00fc\u2603 </script>"),
                "req_01kb2q6r3v8w9x0y1z2a3b4c5d",
                "192.0.2.7",
                null,
                "ab",
                Instant.parse("2026-04-02T09:15:00.120Z"),
                null,
                null);

        assertThat(row.sealed(1, ChainHash.GENESIS).hash())
                .isEqualTo("3079d1c68c8eb03ffd3d91f15da3da6967585f61ef4938b9a7d9cb0616346608");
    }
}

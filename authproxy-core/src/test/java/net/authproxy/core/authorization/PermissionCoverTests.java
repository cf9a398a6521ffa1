package net.authproxy.core.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody grants more than the own permissions: each entry must be covered by one own entry (contract 4.1). */
class PermissionCoverTests {

    private static final Permission OWN =
            new Permission("root.a.**", List.of("connections", "actors"), List.of(), List.of("get", "list"));

    @Test
    void coversItselfAndLess() {
        assertThat(covers(OWN, OWN)).isTrue();
        assertThat(covers(OWN, new Permission("root.a.b", List.of("actors"), List.of("act_1"), List.of("get"))))
                .isTrue();
        assertThat(PermissionSet.of(List.of(OWN), "x", Map.of()).covers(PermissionSet.of(List.of(), "x", Map.of())))
                .isTrue();
    }

    @Test
    void doesNotCoverAnotherNamespace() {
        assertThat(covers(OWN, new Permission("root.**", List.of("actors"), List.of(), List.of("get"))))
                .isFalse();
        assertThat(covers(OWN, new Permission("root.ab", List.of("actors"), List.of(), List.of("get"))))
                .isFalse();
        Permission exact = new Permission("root.a", List.of("actors"), List.of(), List.of("get"));
        assertThat(covers(exact, new Permission("root.a.**", List.of("actors"), List.of(), List.of("get"))))
                .isFalse();
    }

    @Test
    void doesNotCoverAnotherResourceOrVerbOrAStar() {
        assertThat(covers(OWN, new Permission("root.a", List.of("actors", "audit"), List.of(), List.of("get"))))
                .isFalse();
        assertThat(covers(OWN, new Permission("root.a", List.of("actors"), List.of(), List.of("get", "delete"))))
                .isFalse();
        assertThat(covers(OWN, new Permission("root.a", List.of("*"), List.of(), List.of("get"))))
                .isFalse();
        assertThat(covers(OWN, new Permission("root.a", List.of("actors"), List.of(), List.of("*"))))
                .isFalse();
    }

    @Test
    void anEntryLimitedToIdsDoesNotCoverOneThatIsNot() {
        Permission limited = new Permission("root.a", List.of("actors"), List.of("act_1", "act_2"), List.of("get"));

        assertThat(covers(limited, new Permission("root.a", List.of("actors"), List.of("act_1"), List.of("get"))))
                .isTrue();
        assertThat(covers(limited, new Permission("root.a", List.of("actors"), List.of(), List.of("get"))))
                .isFalse();
        assertThat(covers(
                        limited,
                        new Permission("root.a", List.of("actors"), List.of("act_1", "act_3"), List.of("get"))))
                .isFalse();
    }

    @Test
    void nothingCoversATemplateThatCannotBeFilled() {
        assertThat(covers(
                        Permission.everything(),
                        new Permission("root.{{labels.none}}", List.of("actors"), List.of(), List.of("get"))))
                .isFalse();
    }

    @Test
    void twoEntriesTogetherDoNotCoverOne() {
        PermissionSet two = PermissionSet.of(
                List.of(
                        new Permission("root.a", List.of("actors"), List.of(), List.of("get")),
                        new Permission("root.a", List.of("actors"), List.of(), List.of("list"))),
                "x",
                Map.of());

        assertThat(two.covers(PermissionSet.of(
                        List.of(new Permission("root.a", List.of("actors"), List.of(), List.of("get", "list"))),
                        "x",
                        Map.of())))
                .isFalse();
    }

    private static boolean covers(Permission own, Permission wanted) {
        return PermissionSet.of(List.of(own), "x", Map.of()).covers(PermissionSet.of(List.of(wanted), "x", Map.of()));
    }
}

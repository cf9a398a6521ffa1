package net.authproxy.core.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.NamespaceMatcher;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of contract 3, 4.4 and 4.5, row by row. */
class AuthorizationTableTests {

    private static final String CONNECTION = "cxn_abc1230000000000000000000";
    private static final String OTHER = "cxn_other000000000000000000000";

    @ParameterizedTest
    @CsvSource({
        "root.a, root.a, root.a",
        "root.a, root.a.**, root.a",
        "root.a, root.a.b, none",
        "root.a.**, root.a.b.**, root.a.b.**",
        "root.a.**, root.abcd, none",
        "root.a.**, root.abcd.**, none",
        "root.**, root, root",
        "root.**, root.a, root.a",
        "root.**, root.**, root.**",
        "root.**, root.a.b-c.D_9.**, root.a.b-c.D_9.**",
        "root.a.b, root.a.**, root.a.b",
        "root.A, root.a, none",
        "root.a_c, root.abc, none",
        "root.a.**, root.a.**, root.a.**"
    })
    void matchersIntersectAsTheTableSays(String a, String b, String both) {
        Optional<NamespaceMatcher> expected =
                both.equals("none") ? Optional.empty() : Optional.of(NamespaceMatcher.parse(both));

        assertThat(NamespaceMatcher.parse(a).intersect(NamespaceMatcher.parse(b)))
                .isEqualTo(expected);
        assertThat(NamespaceMatcher.parse(b).intersect(NamespaceMatcher.parse(a)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "*",
        "root.*",
        "root.**.a",
        "root.a.*",
        "**",
        "root.a**",
        "root..a",
        "root.a.",
        "''",
        "root.-a",
        "roots",
        "root.a b"
    })
    void thereIsNoOtherWildcard(String text) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> NamespaceMatcher.parse(text)))
                .isInstanceOf(AuthProxyException.class);
    }

    @Test
    void subtreeIncludesTheNodeAndCascades() {
        ActorPrincipal caller = caller(permission("root.team-alpha.**", "connections", "get", "list", "proxy"));

        assertThat(ask(caller, "connections", "proxy", "root.team-alpha", CONNECTION))
                .isEqualTo("allowed");
        assertThat(ask(caller, "connections", "proxy", "root.team-alpha.project-1", CONNECTION))
                .isEqualTo("allowed");
        assertThat(ask(caller, "connections", "disconnect", "root.team-alpha", CONNECTION))
                .isEqualTo("permission_denied");
        assertThat(ask(caller, "connections", "get", "root.team-alphabet", CONNECTION))
                .isEqualTo("not_found");
        assertThat(ask(caller, "connections", "get", "root", CONNECTION)).isEqualTo("not_found");
    }

    @Test
    void anExactPathDoesNotCascade() {
        ActorPrincipal caller = caller(permission("root.team-alpha", "*", "*"));

        assertThat(ask(caller, "connections", "get", "root.team-alpha.project-1", CONNECTION))
                .isEqualTo("not_found");
        assertThat(ask(caller, "connections", "get", "root.team-alpha", CONNECTION))
                .isEqualTo("allowed");
    }

    @Test
    void anIdRestrictionCoversThatObjectOnly() {
        ActorPrincipal caller = caller(new Permission(
                "root.team-alpha.project-1", List.of("connections"), List.of(CONNECTION), List.of("proxy")));

        assertThat(ask(caller, "connections", "proxy", "root.team-alpha.project-1", CONNECTION))
                .isEqualTo("allowed");
        assertThat(ask(caller, "connections", "proxy", "root.team-alpha.project-1", OTHER))
                .isEqualTo("permission_denied");
        assertThat(ask(caller, "connections", "proxy", "root.team-alpha.project-1", null))
                .isEqualTo("permission_denied");
        assertThat(anywhere(caller, "connections", "list")).isEqualTo("permission_denied");
        assertThat(anywhere(caller, "connections", "proxy")).isEqualTo("allowed");
    }

    @Test
    void createNeverMatchesAnEntryWithIds() {
        ActorPrincipal caller = caller(new Permission("root.**", List.of("*"), List.of(CONNECTION), List.of("*")));

        assertThat(ask(caller, "actors", "create", "root", null)).isEqualTo("permission_denied");
        assertThat(caller.permissions().permits(ResourceType.ACTORS, Verb.CREATE, NamespacePath.ROOT))
                .isFalse();
    }

    @Test
    void anyResourceWithOneVerbCoversEachResourceOfThatVerb() {
        ActorPrincipal caller = caller(permission("root.**", "*", "list"));

        assertThat(anywhere(caller, "request-log", "list")).isEqualTo("allowed");
        assertThat(anywhere(caller, "request-log", "get")).isEqualTo("permission_denied");
        assertThat(anywhere(caller, "audit", "list")).isEqualTo("allowed");
    }

    @Test
    void aTemplateIsFilledFromTheActor() {
        ActorPrincipal caller = caller("user-8841", Map.of(), permission("root.users.{{external_id}}.**", "*", "*"));

        assertThat(ask(caller, "connections", "get", "root.users.user-8841.x", CONNECTION))
                .isEqualTo("allowed");
        assertThat(ask(caller, "connections", "get", "root.users.user-8842", CONNECTION))
                .isEqualTo("not_found");
        assertThat(ask(caller, "connections", "get", "root.users.user-88410", CONNECTION))
                .isEqualTo("not_found");
    }

    @ParameterizedTest
    @CsvSource({
        "a.b",
        "*",
        "**",
        "a.**",
        "''",
        "' '",
        "a b",
        "-a",
        "a/b",
        "{{external_id}}",
        "$0",
        "\\a",
        "é",
        "root.x",
        "'a\n'",
        "'a\r'",
        "'\n'"
    })
    void aTemplateNeverMatchesWhenTheValueIsNotOneSegment(String externalId) {
        ActorPrincipal caller = caller(externalId, Map.of(), permission("root.{{external_id}}.**", "*", "*"));

        assertThat(anywhere(caller, "connections", "get")).isEqualTo("permission_denied");
        assertThat(Authorizer.sees(caller, NamespacePath.ROOT)).isFalse();
        assertThat(Authorizer.sees(caller, new NamespacePath("root.a"))).isFalse();
        assertThat(Authorizer.scope(caller, ResourceType.CONNECTIONS, Verb.GET).isEmpty())
                .isTrue();
    }

    @Test
    void aTemplateNeverMatchesWithoutItsLabelOrWithAnEmptyOne() {
        Permission tenant = permission("root.{{labels.tenant}}.**", "*", "*");

        assertThat(anywhere(caller("a", Map.of(), tenant), "actors", "get")).isEqualTo("permission_denied");
        assertThat(anywhere(caller("a", Map.of("tenant", ""), tenant), "actors", "get"))
                .isEqualTo("permission_denied");
        assertThat(anywhere(caller("a", Map.of("tenant", "x.y"), tenant), "actors", "get"))
                .isEqualTo("permission_denied");
        assertThat(ask(caller("a", Map.of("tenant", "x"), tenant), "actors", "get", "root.x", "act_1"))
                .isEqualTo("allowed");
    }

    @Test
    void aTemplateNeverMatchesWhenTheFilledPathIsTooLong() {
        String deep = "root" + ".a".repeat(15) + ".{{external_id}}";
        String deeper = "root" + ".a".repeat(16) + ".{{external_id}}";

        assertThat(anywhere(caller("x", Map.of(), permission(deep, "*", "*")), "actors", "get"))
                .isEqualTo("allowed");
        assertThat(anywhere(caller("x", Map.of(), permission(deeper, "*", "*")), "actors", "get"))
                .isEqualTo("permission_denied");
        assertThat(anywhere(
                        caller("x".repeat(255), Map.of(), permission("root.{{external_id}}", "*", "*")),
                        "actors",
                        "get"))
                .isEqualTo("permission_denied");
    }

    @Test
    void resourcesWithoutANamespaceAreCheckedAtRoot() {
        ActorPrincipal caller = caller(permission("root.north.**", "task_monitoring", "list"));

        assertThat(ask(caller, "task_monitoring", "list", "root", null)).isNotEqualTo("allowed");
        assertThat(caller.permissions().permits(ResourceType.TASK_MONITORING, Verb.LIST, NamespacePath.ROOT))
                .isFalse();
    }

    @Test
    void jobsIsAnotherNameOfTaskMonitoring() {
        ActorPrincipal caller = caller(permission("root", "jobs", "list"));

        assertThat(ask(caller, "task_monitoring", "list", "root", null)).isEqualTo("allowed");
    }

    @Test
    void aTokenNarrowsAndNeverWidens() {
        Permission team = permission("root.team-alpha.**", "*", "*");
        ActorPrincipal all = narrowed(team, List.of(permission("root.**", "*", "*")));
        ActorPrincipal one = narrowed(
                team,
                List.of(new Permission(
                        "root.team-alpha.project-1", List.of("connections"), List.of(CONNECTION), List.of("proxy"))));
        ActorPrincipal beta = narrowed(team, List.of(permission("root.team-beta.**", "*", "*")));
        ActorPrincipal nothing = narrowed(team, List.of());

        assertThat(ask(all, "actors", "delete", "root.team-alpha.x", "act_1")).isEqualTo("allowed");
        assertThat(ask(all, "actors", "delete", "root.team-beta", "act_1")).isEqualTo("not_found");
        assertThat(ask(one, "connections", "proxy", "root.team-alpha.project-1", CONNECTION))
                .isEqualTo("allowed");
        assertThat(ask(one, "connections", "get", "root.team-alpha.project-1", CONNECTION))
                .isEqualTo("permission_denied");
        assertThat(ask(one, "connections", "proxy", "root.team-alpha.project-1", OTHER))
                .isEqualTo("permission_denied");
        assertThat(ask(beta, "connections", "get", "root.team-beta", CONNECTION))
                .isEqualTo("not_found");
        assertThat(anywhere(beta, "connections", "get")).isEqualTo("permission_denied");
        assertThat(anywhere(nothing, "connections", "get")).isEqualTo("permission_denied");
        assertThat(ask(nothing, "connections", "get", "root.team-alpha", CONNECTION))
                .isEqualTo("not_found");
    }

    @Test
    void aTokenThatNamesMoreVerbsGivesOnlyTheActorsOwn() {
        ActorPrincipal caller =
                narrowed(permission("root.a", "connections", "get"), List.of(permission("root.a", "*", "*")));

        assertThat(ask(caller, "connections", "get", "root.a", CONNECTION)).isEqualTo("allowed");
        assertThat(ask(caller, "connections", "proxy", "root.a", CONNECTION)).isEqualTo("permission_denied");
        assertThat(ask(caller, "actors", "get", "root.a", "act_1")).isEqualTo("permission_denied");
    }

    private static Permission permission(String namespace, String resource, String... verbs) {
        return new Permission(namespace, List.of(resource), List.of(), List.of(verbs));
    }

    private static ActorPrincipal caller(Permission... permissions) {
        return caller("user-1", Map.of(), permissions);
    }

    private static ActorPrincipal caller(String externalId, Map<String, String> labels, Permission... permissions) {
        PermissionSet own = PermissionSet.of(List.of(permissions), externalId, labels);
        return new ActorPrincipal("act_1", externalId, NamespacePath.ROOT, own, null, null);
    }

    private static ActorPrincipal narrowed(Permission own, List<Permission> token) {
        return new ActorPrincipal(
                "act_1",
                "user-1",
                NamespacePath.ROOT,
                PermissionSet.of(List.of(own), "user-1", Map.of()),
                PermissionSet.of(token, "user-1", Map.of()),
                null);
    }

    private static String ask(
            ActorPrincipal caller, String resource, String verb, String namespace, @Nullable String id) {
        return answer(() -> Authorizer.require(
                caller,
                ResourceType.of(resource).orElseThrow(),
                Verb.of(verb).orElseThrow(),
                new NamespacePath(namespace),
                id));
    }

    private static String anywhere(ActorPrincipal caller, String resource, String verb) {
        return answer(() -> Authorizer.requireAnywhere(
                caller, ResourceType.of(resource).orElseThrow(), Verb.of(verb).orElseThrow()));
    }

    private static String answer(Runnable question) {
        try {
            question.run();
            return "allowed";
        } catch (AuthProxyException e) {
            return e.code().name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}

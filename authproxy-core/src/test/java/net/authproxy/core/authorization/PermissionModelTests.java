package net.authproxy.core.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.authproxy.core.shared.resource.AccessScope;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random permissions and questions against a model that splits paths and knows no compiled form (security A2). */
class PermissionModelTests {

    private static final int CASES = 20_000;
    private static final long SEED = 20261124L;

    private static final List<String> SEGMENTS = List.of("a", "ab", "a-b", "b", "A", "a_b");
    private static final List<String> RESOURCES = List.of("connections", "actors", "audit", "*");
    private static final List<String> VERBS = List.of("get", "list", "create", "*");
    private static final List<String> IDS = List.of("cxn_1", "cxn_2", "act_1");
    private static final List<String> EXTERNAL_IDS = List.of("a", "ab", "a.b", "*", "b");

    private final Random random = new Random(SEED);

    @Test
    void answersAsTheModelDoes() {
        int allowed = 0;
        int listed = 0;
        for (int i = 0; i < CASES; i++) {
            String externalId = pick(EXTERNAL_IDS);
            Map<String, String> labels = random.nextBoolean() ? Map.of("t", pick(SEGMENTS)) : Map.of();
            List<Permission> own = permissions();
            List<Permission> token = random.nextInt(3) == 0 ? null : permissions();
            ActorPrincipal actor = new ActorPrincipal(
                    "act_1",
                    externalId,
                    NamespacePath.ROOT,
                    PermissionSet.of(own, externalId, labels),
                    token == null ? null : PermissionSet.of(token, externalId, labels),
                    null);
            String resource = pick(RESOURCES.subList(0, 3));
            String verb = pick(VERBS.subList(0, 3));
            String path = path();
            String id = random.nextInt(4) == 0 ? null : pick(IDS);
            Model model = new Model(externalId, labels);
            boolean expected = model.allows(own, resource, verb, path, id)
                    && (token == null || model.allows(token, resource, verb, path, id));
            String about = "seed " + SEED + " case " + i + ": " + own + " / " + token + " asked " + resource + ":"
                    + verb + " " + path + " " + id + " as " + externalId + labels;

            assertThat(may(actor, resource, verb, path, id)).as(about).isEqualTo(expected);
            allowed += expected ? 1 : 0;
            if (id != null) {
                assertThat(scope(actor, resource, verb).covers(path, id))
                        .as(about)
                        .isEqualTo(expected);
                listed++;
            }
        }
        System.out.println("permission model: seed " + SEED + ", " + CASES + " cases, " + allowed + " allowed, "
                + listed + " list scopes");
        // Cases that are all refused, or all allowed, would prove nothing.
        assertThat(allowed).isBetween(CASES / 50, CASES / 2);
    }

    @Test
    void whatIsCoveredNeverAllowsMore() {
        int covered = 0;
        for (int i = 0; i < CASES; i++) {
            List<Permission> own = permissions();
            List<Permission> wanted = permissions();
            PermissionSet mine = PermissionSet.of(own, "a", Map.of("t", "b"));
            PermissionSet theirs = PermissionSet.of(wanted, "a", Map.of("t", "b"));
            if (!mine.covers(theirs)) {
                continue;
            }
            covered++;
            for (int ask = 0; ask < 10; ask++) {
                ResourceType resource =
                        ResourceType.of(pick(RESOURCES.subList(0, 3))).orElseThrow();
                Verb verb = Verb.of(pick(VERBS.subList(0, 3))).orElseThrow();
                String path = path();
                String id = random.nextBoolean() ? null : pick(IDS);
                if (theirs.allows(resource, verb, path, id)) {
                    assertThat(mine.allows(resource, verb, path, id))
                            .as("seed " + SEED + " case " + i + ": " + own + " covers " + wanted)
                            .isTrue();
                }
            }
        }
        assertThat(covered).isGreaterThan(CASES / 100);
    }

    private static boolean may(ActorPrincipal actor, String resource, String verb, String path, @Nullable String id) {
        return actor.may(ResourceType.of(resource).orElseThrow(), Verb.of(verb).orElseThrow(), path, id);
    }

    private static AccessScope scope(ActorPrincipal actor, String resource, String verb) {
        return Authorizer.scope(
                actor, ResourceType.of(resource).orElseThrow(), Verb.of(verb).orElseThrow());
    }

    private List<Permission> permissions() {
        List<Permission> permissions = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            List<String> ids = random.nextInt(3) == 0 ? List.of(pick(IDS), "cxn_3") : List.of();
            permissions.add(new Permission(matcher(), some(RESOURCES), ids, some(VERBS)));
        }
        return permissions;
    }

    private String matcher() {
        String base = switch (random.nextInt(6)) {
            case 0 -> "root.{{external_id}}";
            case 1 -> "root." + pick(SEGMENTS) + ".{{labels.t}}";
            default -> path();
        };
        return random.nextBoolean() ? base + ".**" : base;
    }

    private String path() {
        StringBuilder path = new StringBuilder("root");
        for (int i = random.nextInt(4); i > 0; i--) {
            path.append('.').append(pick(SEGMENTS));
        }
        return path.toString();
    }

    private List<String> some(List<String> from) {
        List<String> some = new ArrayList<>(List.of(pick(from)));
        if (random.nextBoolean()) {
            some.add(pick(from));
        }
        return some;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** The contract, naively. */
    private record Model(String externalId, Map<String, String> labels) {

        boolean allows(List<Permission> entries, String resource, String verb, String path, @Nullable String id) {
            boolean any = false;
            for (Permission entry : entries) {
                any |= (entry.resources().contains("*") || entry.resources().contains(resource))
                        && (entry.verbs().contains("*") || entry.verbs().contains(verb))
                        && (entry.resourceIds().isEmpty()
                                || (id != null && entry.resourceIds().contains(id)))
                        && matches(entry.namespace(), path);
            }
            return any;
        }

        private boolean matches(String matcher, String path) {
            boolean subtree = matcher.endsWith(".**");
            String base = subtree ? matcher.substring(0, matcher.length() - 3) : matcher;
            List<String> wanted = new ArrayList<>();
            for (String segment : base.split("\\.(?![a-z_]*}})", -1)) {
                String value = segment;
                if (segment.equals("{{external_id}}")) {
                    value = externalId;
                } else if (segment.equals("{{labels.t}}")) {
                    value = labels.get("t");
                }
                if (value == null || value.contains(".") || value.contains("*")) {
                    return false;
                }
                wanted.add(value);
            }
            List<String> given = List.of(path.split("\\."));
            return subtree
                    ? given.size() >= wanted.size()
                            && given.subList(0, wanted.size()).equals(wanted)
                    : given.equals(wanted);
        }
    }
}

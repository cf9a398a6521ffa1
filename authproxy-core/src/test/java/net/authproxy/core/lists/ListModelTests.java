package net.authproxy.core.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every list against a model of the access rules that shares no code with it (security A2): random permissions, narrowing,
 * namespace filters and selectors. {@code -Dauthproxy.full=true} tries as many as the goal asks for.
 */
class ListModelTests {

    private static final int TRIES = Boolean.getBoolean("authproxy.full") ? 100_000 : 250;

    @ParameterizedTest
    @EnumSource
    void everyListShowsWhatTheModelShows(DatabaseKind kind) {
        Random random = new Random(20_261_124);
        Map<String, Integer> shown = new TreeMap<>();
        try (ListStage stage = ListStage.open(kind, random)) {
            for (int i = 0; i < TRIES; i++) {
                for (Listing listing : stage.listings()) {
                    shown.merge(listing.route(), compare(listing, random), Integer::sum);
                }
            }
        }
        assertThat(shown)
                .as("every list must show something, or nothing was compared")
                .hasSize(ListStage.LISTS)
                .allSatisfy((route, items) -> assertThat(items).isGreaterThan(TRIES / 25));
        assertThat(shown.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(10 * TRIES);
    }

    private static int compare(Listing listing, Random random) {
        List<Permission> permissions = permissions(random, listing);
        @Nullable List<Permission> narrowing = random.nextInt(3) == 0 ? permissions(random, listing) : null;
        String namespace = listing.labelled() && random.nextInt(3) == 0 ? matcher(random) : null;
        Term selector = listing.labelled() && random.nextInt(2) == 0 ? Term.random(random) : null;
        ActorPrincipal caller = new ActorPrincipal(
                "act_x", "x", NamespacePath.ROOT, set(permissions), narrowing == null ? null : set(narrowing), null);
        List<ListModel.Item> visible = ListModel.visible(listing, permissions, narrowing);
        List<String> expected = visible.stream()
                .filter(item -> namespace == null || ListModel.covers(namespace, item.namespace()))
                .filter(item -> selector == null || selector.matches(item.labels()))
                .map(ListModel.Item::id)
                .sorted()
                .toList();
        Map<String, String> query = new HashMap<>(Map.of("limit", limit(random)));
        if (namespace != null) {
            query.put("namespace", namespace);
        }
        if (selector != null) {
            query.put("label_selector", selector.text());
        }
        boolean never = !ListModel.mayList(listing, permissions)
                || (narrowing != null && !ListModel.mayList(listing, narrowing))
                || (listing.ofOne() && visible.isEmpty());
        // What actor and token leave together may be nothing at all: then a refusal is as right as an empty page.
        boolean always = !never && (narrowing == null || listing.ofOne());

        assertThat(all(listing, caller, query, never, always))
                .as("%s by %s narrowed to %s, %s", listing, permissions, narrowing, query)
                .isEqualTo(expected);
        return expected.size();
    }

    /** Mostly wide pages, as every page costs a query. */
    private static String limit(Random random) {
        return Integer.toString(1 + random.nextInt(random.nextInt(3) == 0 ? 20 : 200));
    }

    /** Everything the list shows, page by page; nothing when it is refused, which it must be if it may be. */
    private static List<String> all(
            Listing listing, ActorPrincipal caller, Map<String, String> query, boolean never, boolean always) {
        List<String> ids = new ArrayList<>();
        try {
            Page<String> page = listing.ask().apply(caller, query);
            ids.addAll(page.items());
            while (page.cursor() != null) {
                assertThat(page.items())
                        .as("a page before the last is full")
                        .hasSize(Integer.parseInt(query.get("limit")));
                page = listing.ask().apply(caller, Map.of("cursor", page.cursor()));
                ids.addAll(page.items());
            }
            assertThat(never).as("must be refused: %s", listing).isFalse();
        } catch (AuthProxyException e) {
            assertThat(e.code())
                    .isIn(ErrorCode.PERMISSION_DENIED, listing.ofOne() ? ErrorCode.NOT_FOUND : e.code())
                    .isIn(ErrorCode.PERMISSION_DENIED, ErrorCode.NOT_FOUND);
            assertThat(always).as("must not be refused: %s", listing).isFalse();
        }
        return ids.stream().sorted().toList();
    }

    private static PermissionSet set(List<Permission> permissions) {
        return PermissionSet.of(permissions, "x", Map.of());
    }

    private static List<Permission> permissions(Random random, Listing listing) {
        List<Permission> permissions = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String resource = listing.resource().text();
            permissions.add(new Permission(
                    matcher(random),
                    List.of(pick(random, "*", resource, resource, "audit")),
                    ids(random, listing.items()),
                    random.nextInt(4) == 0 ? List.of("get", "update") : List.of(pick(random, "*", listing.verb()))));
        }
        return permissions;
    }

    private static List<String> ids(Random random, List<ListModel.Item> items) {
        List<String> ids = new ArrayList<>();
        while (random.nextInt(3) == 0) {
            ListModel.Item item = items.get(random.nextInt(items.size()));
            String other = item.otherName();
            ids.add(other != null && random.nextBoolean() ? other : item.name());
        }
        return ids;
    }

    private static String matcher(Random random) {
        return ListStage.PATHS.get(random.nextInt(ListStage.PATHS.size())) + pick(random, "", ".**");
    }

    static String pick(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }
}

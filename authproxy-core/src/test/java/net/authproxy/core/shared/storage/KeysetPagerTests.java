package net.authproxy.core.shared.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.AccessScope;
import net.authproxy.core.shared.resource.LabelSelector;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespaceMatcher;
import net.authproxy.core.shared.resource.OrderBy;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.QueryParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Keyset paging on both databases. */
class KeysetPagerTests {

    @Nested
    class OnSqlite extends Cases {
        OnSqlite() {
            super(DatabaseKind.SQLITE);
        }
    }

    @Nested
    class OnPostgres extends Cases {
        OnPostgres() {
            super(DatabaseKind.POSTGRES);
        }
    }

    abstract static class Cases {

        private static final AccessScope ALL = AccessScope.EVERYTHING;
        private static final List<String> NAMESPACES =
                List.of("root", "root.a", "root.a.b", "root.a-b", "root.ab", "root.A", "root.a.b.c", "root.b");

        private final ItemStore store;
        private final KeysetPager<Item> pager;

        Cases(DatabaseKind kind) {
            store = new ItemStore(kind);
            pager = new KeysetPager<>(
                    new ListDefinition<>(
                            "items",
                            Item.class,
                            Map.of(
                                    "created_at", OrderField.instant("createdAt"),
                                    "nickname", OrderField.text("nickname").orNull(),
                                    "size", OrderField.integer("size").orNull(),
                                    "weight", OrderField.number("weight"),
                                    "namespace", OrderField.text("namespace")),
                            OrderBy.ascending("created_at"),
                            OrderField.text("id"),
                            "namespace",
                            "id",
                            "labels",
                            (filters, root, builder) -> filters.containsKey("min")
                                    ? List.of(builder.ge(root.get("weight"), Long.valueOf(filters.get("min"))))
                                    : List.of()),
                    new CursorCodec(new TestCursorCipher()));
        }

        @AfterEach
        void close() {
            store.close();
        }

        @Test
        void readsEveryRowOnceInEveryOrder() {
            List<Item> items = save(97);

            assertOrder(items, "created_at", Comparator.comparing((Item item) -> item.createdAt));
            assertOrder(items, "weight", Comparator.comparing((Item item) -> item.weight));
            assertOrder(items, "namespace", Comparator.comparing((Item item) -> item.namespace));
            assertOrder(
                    items,
                    "nickname",
                    Comparator.comparing(
                            (Item item) -> item.nickname, Comparator.nullsFirst(Comparator.naturalOrder())));
            assertOrder(
                    items,
                    "size",
                    Comparator.comparing((Item item) -> item.size, Comparator.nullsFirst(Comparator.naturalOrder())));
        }

        private void assertOrder(List<Item> items, String field, Comparator<Item> ascending) {
            Comparator<Item> order = ascending.thenComparing(item -> item.id);
            for (int limit : new int[] {1, 10, 97, 98}) {
                assertThat(ids(walk(request(limit, OrderBy.ascending(field)), ALL)))
                        .as(field)
                        .isEqualTo(ids(items.stream().sorted(order).toList()));
                assertThat(ids(walk(request(limit, OrderBy.descending(field)), ALL)))
                        .as(field + " DESC")
                        .isEqualTo(ids(items.stream().sorted(order.reversed()).toList()));
            }
        }

        @Test
        void fillsEveryPageButTheLast() {
            save(100);
            AccessScope scope = scope("root.a.**", Set.of());

            Page<Item> page = page(request(5, null), scope, Map.of());
            int rows = page.items().size();
            while (page.cursor() != null) {
                assertThat(page.items()).hasSize(5);
                page = page(next(page), scope, Map.of());
                rows += page.items().size();
            }

            assertThat(rows).isEqualTo((int) seen(scope));
        }

        @Test
        void seesExactlyWhatTheScopeCovers() {
            List<Item> items = save(80);
            List<AccessScope> scopes = List.of(
                    scope("root.a.**", Set.of()),
                    scope("root.a", Set.of()),
                    scope("root.**", Set.of()),
                    scope("root", Set.of()),
                    scope("root.a.**", Set.of(items.get(1).id, items.get(2).id, items.get(7).id)),
                    new AccessScope(List.of()),
                    new AccessScope(List.of(grant("root.ab", Set.of()), grant("root.b.**", Set.of()))));
            for (AccessScope scope : scopes) {
                assertThat(ids(walk(request(7, null), scope)))
                        .containsExactlyInAnyOrderElementsOf(ids(items.stream()
                                .filter(item -> scope.covers(item.namespace, item.id))
                                .toList()));
            }
        }

        @Test
        void appliesTheScopeOfWhoeverBringsTheCursor() {
            save(40);
            Page<Item> first = page(request(5, null), ALL, Map.of());

            List<Item> rest = walk(next(first), scope("root.b", Set.of()));

            assertThat(rest).isNotEmpty().allMatch(item -> item.namespace.equals("root.b"));
        }

        @Test
        void keepsFiltersSelectorNamespaceAndTotalInTheCursor() {
            List<Item> items = save(100);
            ListRequest request = new ListRequest(
                    3,
                    null,
                    OrderBy.descending("weight"),
                    NamespaceMatcher.parse("root.a.**"),
                    LabelSelector.parse("even=true"),
                    true);

            List<Item> all = new ArrayList<>();
            Page<Item> page = page(request, ALL, Map.of("min", "3"));
            all.addAll(page.items());
            while (page.cursor() != null) {
                page = page(next(page), ALL, Map.of("min", "0"));
                all.addAll(page.items());
            }

            List<Item> expected = items.stream()
                    .filter(item -> item.weight >= 3
                            && NamespaceMatcher.parse("root.a.**").matches(item.namespace)
                            && "true".equals(item.labels.get("even")))
                    .toList();
            assertThat(ids(all)).containsExactlyInAnyOrderElementsOf(ids(expected));
            assertThat(page.total()).isEqualTo(expected.size());
            assertThat(page.totalExact()).isTrue();
        }

        @Test
        void neitherSkipsNorRepeatsWhenRowsComeAndGo() {
            List<Item> items = save(30);
            Page<Item> first = page(request(10, null), ALL, Map.of());
            store.inTransaction(entities -> {
                first.items().forEach(item -> entities.remove(entities.find(Item.class, item.id)));
                Item early = new Item("id_early", "root", Instant.EPOCH.minusSeconds(1), Map.of());
                early.weight = 0L;
                entities.persist(early);
                return true;
            });

            List<Item> rest = walk(next(first), ALL);

            assertThat(rest).hasSize(20);
            assertThat(ids(rest)).doesNotContain("id_early").isSubsetOf(ids(items));
        }

        @Test
        void countsExactlyUpToTenThousandAndEstimatesAbove() {
            List<Item> items = save(10_000);
            ListRequest request = new ListRequest(1, null, null, null, LabelSelector.EVERYTHING, true);
            assertThat(page(request, ALL, Map.of()))
                    .extracting(Page::total, Page::totalExact)
                    .containsExactly(10_000L, true);

            Item more = new Item("id_more", "root", Instant.EPOCH, Map.of());
            more.weight = 0L;
            store.save(List.of(more));

            Page<Item> page = page(request, ALL, Map.of());
            assertThat(page.totalExact()).isFalse();
            assertThat(page.total()).isBetween(10_001L, 20_000L);
            assertThat(items).hasSize(10_000);
        }

        @Test
        void findsNothingInDisjointNamespaceAndSaysSoInTotal() {
            save(10);
            ListRequest request =
                    new ListRequest(5, null, null, NamespaceMatcher.parse("root.b"), LabelSelector.EVERYTHING, true);

            Page<Item> page = page(request, scope("root.a.**", Set.of()), Map.of());

            assertThat(page).isEqualTo(new Page<>(List.of(), null, 0L, true));
        }

        @Test
        void refusesUnknownOrderField() {
            assertThatThrownBy(() -> page(request(5, OrderBy.ascending("labels")), ALL, Map.of()))
                    .isInstanceOfSatisfying(
                            AuthProxyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ORDER_BY));
        }

        private List<Item> walk(ListRequest request, AccessScope scope) {
            Page<Item> page = page(request, scope, Map.of());
            List<Item> all = new ArrayList<>(page.items());
            while (page.cursor() != null) {
                page = page(next(page), scope, Map.of());
                all.addAll(page.items());
            }
            return all;
        }

        private Page<Item> page(ListRequest request, AccessScope scope, Map<String, String> filters) {
            return store.inTransaction(entities -> pager.page(entities, request, scope, filters));
        }

        private static ListRequest next(Page<Item> page) {
            return ListRequest.parse(QueryParameters.of(Map.of("cursor", String.valueOf(page.cursor()))));
        }

        private long seen(AccessScope scope) {
            return walk(request(1000, null), ALL).stream()
                    .filter(item -> scope.covers(item.namespace, item.id))
                    .count();
        }

        private static ListRequest request(int limit, OrderBy order) {
            return new ListRequest(limit, null, order, null, LabelSelector.EVERYTHING, false);
        }

        private static AccessScope scope(String namespace, Set<String> ids) {
            return new AccessScope(List.of(grant(namespace, ids)));
        }

        private static AccessScope.Grant grant(String namespace, Set<String> ids) {
            return new AccessScope.Grant(NamespaceMatcher.parse(namespace), ids);
        }

        private static List<String> ids(List<Item> items) {
            return items.stream().map(item -> item.id).toList();
        }

        /** Many rows share a value of each field, some lack it. */
        private List<Item> save(int count) {
            Random random = new Random(count);
            List<Item> items = IntStream.range(0, count)
                    .mapToObj(i -> {
                        Item item = new Item(
                                "id_" + Integer.toString(random.nextInt(1 << 28), 36) + "_" + i,
                                NAMESPACES.get(random.nextInt(NAMESPACES.size())),
                                Instant.ofEpochMilli(1_790_000_000_123L + random.nextInt(20)),
                                Map.of("even", String.valueOf(i % 2 == 0)));
                        item.weight = (long) random.nextInt(7);
                        item.size = random.nextInt(3) == 0 ? null : random.nextInt(5);
                        item.nickname = random.nextInt(3) == 0
                                ? null
                                : List.of("b", "B", "a", "_", "-").get(random.nextInt(5));
                        return item;
                    })
                    .toList();
            store.save(items);
            return items;
        }
    }
}

package net.authproxy.core.shared.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.authproxy.core.shared.resource.LabelSelector;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Random selectors over random labels pick the same rows in memory and in both databases. */
class LabelSelectorPropertyTests {

    // Few keys and values, so that selectors meet labels; keys that a JSON path could misread.
    private static final Arbitrary<String> KEYS = Arbitraries.of("a", "A", "a.b", "a.b/c", "0", "in", "notin", "a-b_c");
    private static final Arbitrary<String> VALUES =
            Arbitraries.of("", "a", "A", "0", "00", "true", "null", "a.b", "in");

    private static ItemStore sqlite;
    private static ItemStore postgres;

    @AfterContainer
    static void close() {
        if (sqlite != null) {
            sqlite.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Property(tries = 500, seed = "20261124")
    void parsesItsOwnText(@ForAll("selectors") LabelSelector selector) {
        assertThat(LabelSelector.parse(selector.toString())).isEqualTo(selector);
    }

    @Property(tries = 150, seed = "20261124")
    void selectsOnSqliteAsInMemory(
            @ForAll("selectors") LabelSelector selector, @ForAll("rows") List<Map<String, String>> rows) {
        sqlite = sqlite == null ? new ItemStore(DatabaseKind.SQLITE) : sqlite;
        assertSame(sqlite, selector, rows);
    }

    @Property(tries = 60, seed = "20261124")
    void selectsOnPostgresAsInMemory(
            @ForAll("selectors") LabelSelector selector, @ForAll("rows") List<Map<String, String>> rows) {
        postgres = postgres == null ? new ItemStore(DatabaseKind.POSTGRES) : postgres;
        assertSame(postgres, selector, rows);
    }

    private static void assertSame(ItemStore store, LabelSelector selector, List<Map<String, String>> rows) {
        List<Item> items = new ArrayList<>();
        for (Map<String, String> labels : rows) {
            items.add(new Item("id_" + items.size(), "root", Instant.EPOCH, labels));
        }
        store.clear();
        store.save(items);
        Set<String> expected = SelectedItems.inMemory(items, selector);

        assertThat(SelectedItems.byJdbc(store, selector)).as("JDBC").isEqualTo(expected);
        assertThat(SelectedItems.byCriteria(store, selector)).as("criteria").isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<Map<String, String>>> rows() {
        return Arbitraries.maps(KEYS, VALUES).ofMaxSize(4).list().ofMinSize(1).ofMaxSize(12);
    }

    @Provide
    Arbitrary<LabelSelector> selectors() {
        Arbitrary<TreeSet<String>> sets = VALUES.set()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(set -> set.stream().collect(Collectors.toCollection(TreeSet::new)));
        Arbitrary<LabelSelector.Term> terms = Arbitraries.oneOf(
                KEYS.map(LabelSelector.Exists::new),
                KEYS.map(LabelSelector.Absent::new),
                Combinators.combine(KEYS, sets).as(LabelSelector.OneOf::new),
                Combinators.combine(KEYS, sets).as(LabelSelector.NoneOf::new));
        return terms.list().ofMaxSize(3).map(LabelSelector::new);
    }
}

package net.authproxy.core.shared.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.LabelSelector;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code k8s-label-selectors/cases.json} in memory, by JDBC and by criteria, on both databases. */
class LabelSelectorVectorTests {

    private static final int PARSE_ROWS = 94;
    private static final int MATCH_ROWS = 45;

    /** Contract 1.7: the numeric operators are not part of it; Kubernetes has them. These rows must be refused. */
    private static final Set<String> NUMERIC =
            Set.of("p009", "p010", "p033", "p034", "m008", "m009", "m016", "m017", "m030", "m031");

    /** Contract 1.6: the key is split at the last slash, and what is before it must be a DNS sub-domain; this is none. */
    private static final Set<String> INVALID_KEY = Set.of("m039");

    /** Hostile rows that are plain selectors in this grammar; all other hostile rows are refused. */
    private static final Set<String> PLAIN = Set.of("p075", "p079");

    @Test
    void parsesAsKubernetesDoes() throws Exception {
        int rows = 0;
        for (JsonNode row : cases().get("parse")) {
            String id = row.get("id").asString();
            String selector = row.get("selector").asString();
            rows++;
            boolean valid =
                    row.has("own") ? PLAIN.contains(id) : row.get("k8sValid").asBoolean();
            if (!valid || NUMERIC.contains(id)) {
                assertRefused(id, selector);
                continue;
            }
            LabelSelector parsed = LabelSelector.parse(selector);
            assertThat(LabelSelector.parse(parsed.toString())).as(id).isEqualTo(parsed);
            if (!row.get("requirements").isNull()) {
                assertThat(sorted(parsed)).as(id).isEqualTo(requirements(row.get("requirements")));
            }
        }
        assertThat(rows).isEqualTo(PARSE_ROWS);
    }

    @Test
    void matchesInMemoryAsKubernetesDoes() throws Exception {
        int rows = 0;
        for (JsonNode row : cases().get("match")) {
            rows++;
            String id = row.get("id").asString();
            String selector = row.get("selector").asString();
            if (NUMERIC.contains(id) || INVALID_KEY.contains(id)) {
                assertRefused(id, selector);
            } else {
                assertThat(LabelSelector.parse(selector).matches(labels(row)))
                        .as(id)
                        .isEqualTo(row.get("match").asBoolean());
            }
        }
        assertThat(rows).isEqualTo(MATCH_ROWS);
    }

    @ParameterizedTest
    @EnumSource
    void selectsTheSameRowsByJdbcAndCriteria(DatabaseKind kind) throws Exception {
        JsonNode rows = cases().get("match");
        try (ItemStore store = new ItemStore(kind)) {
            List<Item> items = new ArrayList<>();
            rows.forEach(row -> items.add(new Item(row.get("id").asString(), "root", Instant.EPOCH, labels(row))));
            store.save(items);
            for (JsonNode row : rows) {
                String id = row.get("id").asString();
                if (!NUMERIC.contains(id) && !INVALID_KEY.contains(id)) {
                    LabelSelector selector =
                            LabelSelector.parse(row.get("selector").asString());
                    Set<String> expected = SelectedItems.inMemory(items, selector);
                    assertThat(expected.contains(id)).isEqualTo(row.get("match").asBoolean());
                    assertThat(SelectedItems.byJdbc(store, selector))
                            .as("JDBC " + id)
                            .isEqualTo(expected);
                    assertThat(SelectedItems.byCriteria(store, selector))
                            .as("criteria " + id)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static JsonNode cases() throws Exception {
        return JsonMapper.shared().readTree(Files.readAllBytes(Vectors.file("k8s-label-selectors/cases.json")));
    }

    private static void assertRefused(String id, String selector) {
        assertThatThrownBy(() -> LabelSelector.parse(selector))
                .as(id)
                .isInstanceOfSatisfying(
                        AuthProxyException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_LABEL_SELECTOR));
    }

    private static Map<String, String> labels(JsonNode row) {
        Map<String, String> labels = new TreeMap<>();
        row.get("labels")
                .properties()
                .forEach(e -> labels.put(e.getKey(), e.getValue().asString()));
        return labels;
    }

    private static Set<String> sorted(LabelSelector selector) {
        Set<String> terms = new TreeSet<>();
        selector.terms().forEach(term -> terms.add(term.toString()));
        return terms;
    }

    private static Set<String> requirements(JsonNode requirements) {
        Set<String> terms = new TreeSet<>();
        for (JsonNode requirement : requirements) {
            String key = requirement.get("key").asString();
            TreeSet<String> values = new TreeSet<>();
            requirement.get("values").forEach(value -> values.add(value.asString()));
            LabelSelector.Term term = switch (requirement.get("op").asString()) {
                case "exists" -> new LabelSelector.Exists(key);
                case "=", "in" -> new LabelSelector.OneOf(key, values);
                case "!=", "notin" -> new LabelSelector.NoneOf(key, values);
                default -> throw new IllegalStateException(requirement.toString());
            };
            terms.add(term.toString());
        }
        return terms;
    }
}

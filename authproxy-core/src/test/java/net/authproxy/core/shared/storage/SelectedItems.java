package net.authproxy.core.shared.storage;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.authproxy.core.shared.resource.LabelSelector;
import org.springframework.jdbc.core.JdbcTemplate;

/** The ids that a selector picks, found in three ways. */
final class SelectedItems {

    private SelectedItems() {}

    static Set<String> inMemory(Collection<Item> items, LabelSelector selector) {
        return items.stream()
                .filter(item -> selector.matches(item.labels))
                .map(item -> item.id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> byJdbc(ItemStore store, LabelSelector selector) {
        SqlFragment condition =
                LabelSelectorSql.condition(selector, "labels", store.database().kind());
        return new TreeSet<>(new JdbcTemplate(store.database().dataSource())
                .queryForList(
                        "select id from item where " + condition.sql(),
                        String.class,
                        condition.parameters().toArray()));
    }

    static Set<String> byCriteria(ItemStore store, LabelSelector selector) {
        return store.inTransaction(entities -> byCriteria(entities, selector));
    }

    private static Set<String> byCriteria(EntityManager entities, LabelSelector selector) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<String> query = builder.createQuery(String.class);
        Root<Item> item = query.from(Item.class);
        query.select(item.get("id")).where(LabelSelectorPredicate.condition(selector, item.get("labels"), builder));
        return new TreeSet<>(entities.createQuery(query).getResultList());
    }
}

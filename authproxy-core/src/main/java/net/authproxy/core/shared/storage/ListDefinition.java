package net.authproxy.core.shared.storage;

import jakarta.persistence.criteria.CommonAbstractCriteria;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.resource.OrderBy;
import org.jspecify.annotations.Nullable;

/**
 * How one list reads its entities.
 *
 * @param name binds cursors to this list; one name per list
 * @param fields what callers may order by: name in the API to attribute
 * @param defaultOrder used when the caller names none
 * @param tieBreaker unique within the list, never null: the id
 * @param namespace attribute with the namespace path as text; on PostgreSQL a {@code COLLATE "C"} column
 * @param resourceId attribute that {@code resource_ids} of permissions restrict
 * @param labels attribute that selectors look at; absent: every selector but the empty one is refused
 * @param filters the route's own filters
 * @param otherName second attribute that {@code resource_ids} may name a row by; absent for none
 * @param labelTable table of single labels for {@link LabelLookup}; absent for none
 */
public record ListDefinition<E>(
        String name,
        Class<E> entity,
        Map<String, OrderField<?>> fields,
        OrderBy defaultOrder,
        OrderField<?> tieBreaker,
        String namespace,
        String resourceId,
        @Nullable String labels,
        Filters<E> filters,
        @Nullable String otherName,
        @Nullable String labelTable) {

    public ListDefinition {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** A list whose rows have one name and whose labels are looked at row by row. */
    public ListDefinition(
            String name,
            Class<E> entity,
            Map<String, OrderField<?>> fields,
            OrderBy defaultOrder,
            OrderField<?> tieBreaker,
            String namespace,
            String resourceId,
            @Nullable String labels,
            Filters<E> filters) {
        this(name, entity, fields, defaultOrder, tieBreaker, namespace, resourceId, labels, filters, null, null);
    }

    /** The same list, whose rows {@code resource_ids} may also name by that attribute. */
    public ListDefinition<E> alsoNamedBy(String attribute) {
        return new ListDefinition<>(
                name,
                entity,
                fields,
                defaultOrder,
                tieBreaker,
                namespace,
                resourceId,
                labels,
                filters,
                attribute,
                labelTable);
    }

    /** The same list with a table to look rare labels up in. */
    public ListDefinition<E> withLabelTable(String table) {
        return new ListDefinition<>(
                name,
                entity,
                fields,
                defaultOrder,
                tieBreaker,
                namespace,
                resourceId,
                labels,
                filters,
                otherName,
                table);
    }

    /** The field of an order; {@code invalid_order_by} when the list has none of that name. */
    OrderField<?> field(OrderBy order) {
        OrderField<?> field = fields.get(order.field());
        if (field == null) {
            throw OrderBy.unknownField(fields.keySet());
        }
        return field;
    }

    /** Turns checked filters into conditions; called again for each page, with the filters of the first one. */
    @FunctionalInterface
    public interface Filters<E> {

        List<Predicate> conditions(Map<String, String> filters, Root<E> root, CriteriaBuilder builder);

        /** The same for a list whose conditions look at other rows: their subqueries must be made from {@code query}. */
        default List<Predicate> conditions(
                Map<String, String> filters, Root<E> root, CriteriaBuilder builder, CommonAbstractCriteria query) {
            return conditions(filters, root, builder);
        }

        /** For lists without filters of their own. */
        static <E> Filters<E> none() {
            return (filters, root, builder) -> List.of();
        }
    }
}

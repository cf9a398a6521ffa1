package net.authproxy.core.shared.storage;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.criteria.CommonAbstractCriteria;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.AccessScope;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.Page;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of entities page by page by the key of the last row (contract 1.3), so that nothing is skipped or repeated
 * when other rows come or go. The caller's scope is part of every query. Safe for use by many threads.
 */
public final class KeysetPager<E> {

    private final ListDefinition<E> list;
    private final CursorCodec codec;

    public KeysetPager(ListDefinition<E> list, CursorCodec codec) {
        this.list = list;
        this.codec = codec;
    }

    /**
     * One page.
     *
     * @param scope of the present caller, also when the cursor was made for another one
     * @param filters checked filters of the route; ignored when the request has a cursor
     */
    public Page<E> page(EntityManager entities, ListRequest request, AccessScope scope, Map<String, String> filters) {
        ListPosition position = codec.position(list.name(), request, filters, list.defaultOrder());
        OrderField<?> field = list.field(position.order());
        if (list.labels() == null && !position.labelSelector().isEverything()) {
            throw new AuthProxyException(ErrorCode.INVALID_LABEL_SELECTOR, "this list has no labels");
        }
        AccessScope visible = position.namespace() == null ? scope : scope.within(position.namespace());
        if (visible.isEmpty()) {
            return ListTotal.none(position).page(List.of(), null);
        }
        @Nullable List<String> labelled = LabelLookup.few(entities, list.labelTable(), position.labelSelector());
        EntityCount.Conditions<E> conditions = (query, root, builder) -> {
            List<Predicate> all = conditions(query, root, builder, position, visible);
            if (labelled != null) {
                all.add(path(root, list.resourceId()).in(labelled));
            }
            return all;
        };
        ListTotal total = position.includeTotal()
                ? new EntityCount<>(entities, list.entity()).count(conditions)
                : ListTotal.NOT_ASKED;
        return page(rows(entities, position, conditions, field), position, field, total);
    }

    private List<Tuple> rows(
            EntityManager entities, ListPosition position, EntityCount.Conditions<E> wanted, OrderField<?> field) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<Tuple> query = builder.createTupleQuery();
        Root<E> root = query.from(list.entity());
        Path<?> value = path(root, field.path());
        Path<?> id = path(root, list.tieBreaker().path());
        KeysetPredicate keyset = new KeysetPredicate(builder, position.order().descending());
        List<Predicate> conditions = new ArrayList<>(wanted.of(query, root, builder));
        ListPosition.Key after = position.after();
        if (after != null) {
            Predicate idBehind = beyond(keyset, root, list.tieBreaker(), after.id());
            conditions.add(behind(keyset, root, field, after.value(), idBehind));
        }
        query.select(builder.tuple(root, value, id))
                .where(conditions.toArray(Predicate[]::new))
                .orderBy(keyset.order(value, field.nullable(), id));
        return entities.createQuery(query).setMaxResults(position.limit() + 1).getResultList();
    }

    private List<Predicate> conditions(
            CommonAbstractCriteria query,
            Root<E> root,
            CriteriaBuilder builder,
            ListPosition position,
            AccessScope scope) {
        List<Predicate> conditions = new ArrayList<>();
        List<Expression<String>> names = new ArrayList<>(List.of(path(root, list.resourceId())));
        if (list.otherName() != null) {
            names.add(path(root, list.otherName()));
        }
        conditions.add(ScopePredicate.condition(scope, path(root, list.namespace()), names, builder));
        if (list.labels() != null && !position.labelSelector().isEverything()) {
            conditions.add(
                    LabelSelectorPredicate.condition(position.labelSelector(), path(root, list.labels()), builder));
        }
        conditions.addAll(list.filters().conditions(position.filters(), root, builder, query));
        return conditions;
    }

    private Page<E> page(List<Tuple> rows, ListPosition position, OrderField<?> field, ListTotal total) {
        boolean more = rows.size() > position.limit();
        List<Tuple> shown = more ? rows.subList(0, position.limit()) : rows;
        List<E> items = shown.stream().map(row -> row.get(0, list.entity())).toList();
        return total.page(items, more ? codec.encode(list.name(), position.after(key(shown.getLast(), field))) : null);
    }

    private ListPosition.Key key(Tuple row, OrderField<?> field) {
        return new ListPosition.Key(encoded(field, row.get(1)), String.valueOf(encoded(list.tieBreaker(), row.get(2))));
    }

    private static <V extends Comparable<? super V>> @Nullable String encoded(
            OrderField<V> field, @Nullable Object value) {
        return value == null ? null : field.encode().apply(field.type().cast(value));
    }

    private static <V extends Comparable<? super V>> Predicate beyond(
            KeysetPredicate keyset, Root<?> root, OrderField<V> id, String last) {
        return keyset.beyond(KeysetPager.<V>path(root, id.path()), id.decode().apply(last));
    }

    private static <V extends Comparable<? super V>> Predicate behind(
            KeysetPredicate keyset, Root<?> root, OrderField<V> field, @Nullable String last, Predicate idBehind) {
        @Nullable V value = last == null ? null : field.decode().apply(last);
        return field.nullable()
                ? keyset.behindOrNull(KeysetPager.<V>path(root, field.path()), value, idBehind)
                : keyset.behind(KeysetPager.<V>path(root, field.path()), value, idBehind);
    }

    /** The attribute; the type is the definition's promise, which criteria cannot check. */
    private static <V> Path<V> path(Path<?> root, String attributes) {
        int dot = attributes.lastIndexOf('.');
        return dot < 0
                ? root.get(attributes)
                : path(root, attributes.substring(0, dot)).get(attributes.substring(dot + 1));
    }
}

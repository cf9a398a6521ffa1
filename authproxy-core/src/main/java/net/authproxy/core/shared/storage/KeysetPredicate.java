package net.authproxy.core.shared.storage;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Nulls;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Order and "behind this row" on (order value, id), both in the same direction; nulls are the smallest. The redundant
 * bound on the order value alone lets an index be entered at the right place.
 */
record KeysetPredicate(CriteriaBuilder builder, boolean descending) {

    List<Order> order(Expression<?> value, boolean nullable, Expression<?> id) {
        return List.of(direction(value, nullable), direction(id, false));
    }

    private Order direction(Expression<?> expression, boolean nullable) {
        if (!nullable) {
            return descending ? builder.desc(expression) : builder.asc(expression);
        }
        return descending ? builder.desc(expression, Nulls.LAST) : builder.asc(expression, Nulls.FIRST);
    }

    <V extends Comparable<? super V>> Predicate behind(Expression<V> value, @Nullable V last, Predicate idBehind) {
        if (last == null) {
            Predicate sameNull = builder.and(builder.isNull(value), idBehind);
            return descending ? sameNull : builder.or(sameNull, builder.isNotNull(value));
        }
        return descending
                ? builder.and(
                        builder.lessThanOrEqualTo(value, last), builder.or(builder.lessThan(value, last), idBehind))
                : builder.and(
                        builder.greaterThanOrEqualTo(value, last),
                        builder.or(builder.greaterThan(value, last), idBehind));
    }

    /** The same where rows may lack the value: descending, these come after all others. */
    <V extends Comparable<? super V>> Predicate behindOrNull(
            Expression<V> value, @Nullable V last, Predicate idBehind) {
        Predicate behind = behind(value, last, idBehind);
        return descending && last != null ? builder.or(behind, builder.isNull(value)) : behind;
    }

    <V extends Comparable<? super V>> Predicate beyond(Expression<V> id, V last) {
        return descending ? builder.lessThan(id, last) : builder.greaterThan(id, last);
    }
}

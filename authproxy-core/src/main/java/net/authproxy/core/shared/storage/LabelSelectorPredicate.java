package net.authproxy.core.shared.storage;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import net.authproxy.core.shared.resource.LabelSelector;

/** A label selector as a criteria condition on an attribute that is stored as a JSON object. */
public final class LabelSelectorPredicate {

    private LabelSelectorPredicate() {}

    /** The condition that is true exactly where {@link LabelSelector#matches} is. */
    public static Predicate condition(LabelSelector selector, Expression<?> labels, CriteriaBuilder builder) {
        return builder.and(selector.terms().stream()
                .map(term -> condition(term, labels, builder))
                .toArray(Predicate[]::new));
    }

    /** Said so that PostgreSQL's index on labels can serve it. */
    private static Predicate is(Expression<?> labels, String key, String value, CriteriaBuilder builder) {
        return builder.isTrue(
                builder.function("label_is", Boolean.class, labels, builder.literal(key), builder.literal(value)));
    }

    private static Predicate condition(LabelSelector.Term term, Expression<?> labels, CriteriaBuilder builder) {
        Expression<String> value = builder.function("label_value", String.class, labels, builder.literal(term.key()));
        return switch (term) {
            case LabelSelector.Exists exists -> builder.isNotNull(value);
            case LabelSelector.Absent absent -> builder.isNull(value);
            case LabelSelector.OneOf oneOf ->
                builder.or(oneOf.values().stream()
                        .map(wanted -> is(labels, term.key(), wanted, builder))
                        .toArray(Predicate[]::new));
            case LabelSelector.NoneOf noneOf ->
                builder.or(builder.isNull(value), builder.not(value.in(noneOf.values())));
        };
    }
}

package net.authproxy.core.shared.storage;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import java.util.List;
import net.authproxy.core.shared.resource.AccessScope;
import net.authproxy.core.shared.resource.NamespaceMatcher;

/** What the caller may see, as a criteria condition. Comparisons are byte by byte (see {@link ScopeSql}). */
public final class ScopePredicate {

    private ScopePredicate() {}

    /**
     * The condition that is true exactly where {@link AccessScope#covers} is for one of the names.
     *
     * @param names attributes that the scope's ids may mean
     */
    public static Predicate condition(
            AccessScope scope, Expression<String> namespace, List<Expression<String>> names, CriteriaBuilder builder) {
        return builder.or(scope.grants().stream()
                .map(grant -> condition(grant, namespace, names, builder))
                .toArray(Predicate[]::new));
    }

    /** The condition that is true exactly where {@link NamespaceMatcher#matches} is. */
    public static Predicate condition(NamespaceMatcher matcher, Expression<String> namespace, CriteriaBuilder builder) {
        if (matcher.equals(NamespaceMatcher.ALL)) {
            return builder.conjunction();
        }
        String base = matcher.base().value();
        Predicate node = builder.equal(namespace, base);
        if (!matcher.subtree()) {
            return node;
        }
        return builder.or(
                node,
                builder.and(
                        builder.greaterThanOrEqualTo(namespace, ScopeSql.below(base)),
                        builder.lessThan(namespace, ScopeSql.behind(base))));
    }

    private static Predicate condition(
            AccessScope.Grant grant,
            Expression<String> namespace,
            List<Expression<String>> names,
            CriteriaBuilder builder) {
        Predicate inNamespace = condition(grant.namespace(), namespace, builder);
        return grant.resourceIds().isEmpty()
                ? inNamespace
                : builder.and(
                        inNamespace,
                        builder.or(names.stream()
                                .map(name -> name.in(grant.resourceIds()))
                                .toArray(Predicate[]::new)));
    }
}

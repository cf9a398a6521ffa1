package net.authproxy.core.shared.storage;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.criteria.CommonAbstractCriteria;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.List;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaCriteriaQuery;
import org.hibernate.query.criteria.JpaSubQuery;

/**
 * Counts entities without reading more than a bounded number of them: exactly up to {@link ListTotal#EXACT_UP_TO};
 * above, the answer is a count that stops at a million and is called an estimate.
 */
record EntityCount<E>(EntityManager entities, Class<E> entity) {

    private static final int ESTIMATED_UP_TO = 1_000_000;

    ListTotal count(Conditions<E> conditions) {
        long exact = atMost(ListTotal.EXACT_UP_TO + 1, conditions);
        return exact <= ListTotal.EXACT_UP_TO
                ? ListTotal.exactly(exact)
                : ListTotal.about(atMost(ESTIMATED_UP_TO, conditions));
    }

    private long atMost(int rows, Conditions<E> conditions) {
        HibernateCriteriaBuilder builder = (HibernateCriteriaBuilder) entities.getCriteriaBuilder();
        JpaCriteriaQuery<Long> query = builder.createQuery(Long.class);
        JpaSubQuery<Tuple> bounded = query.subquery(Tuple.class);
        Root<E> root = bounded.from(entity);
        bounded.multiselect(builder.literal(1).alias("one"));
        bounded.where(conditions.of(bounded, root, builder).toArray(Predicate[]::new));
        bounded.fetch(rows);
        query.from(bounded);
        query.select(builder.count());
        return entities.createQuery(query).getSingleResult();
    }

    /** What the counted rows fulfil, in the query that counts them. */
    @FunctionalInterface
    interface Conditions<E> {

        List<Predicate> of(CommonAbstractCriteria query, Root<E> root, CriteriaBuilder builder);
    }
}

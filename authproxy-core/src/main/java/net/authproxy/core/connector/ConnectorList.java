package net.authproxy.core.connector;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CommonAbstractCriteria;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.core.shared.resource.AccessScope;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.OrderBy;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.storage.KeysetPager;
import net.authproxy.core.shared.storage.ListDefinition;
import net.authproxy.core.shared.storage.OrderField;

/** The lists of connectors and of versions (contract 6.5). */
class ConnectorList {

    static final String STATE = "state";
    static final String CONNECTOR_ID = "connector_id";

    private static final String ID = "key.id";
    private static final String VERSION = "key.version";

    private static final Map<String, OrderField<?>> FIELDS = Map.of(
            "id",
            OrderField.text(ID),
            "version",
            OrderField.integer(VERSION),
            "namespace",
            OrderField.text("namespace"),
            STATE,
            OrderField.text(STATE),
            "created_at",
            OrderField.instant("createdAt"),
            "updated_at",
            OrderField.instant("updatedAt"));

    private final EntityManager entities;
    private final KeysetPager<ConnectorVersionEntity> connectors;
    private final KeysetPager<ConnectorVersionEntity> versions;

    ConnectorList(EntityManager entities, CursorCodec cursors) {
        this.entities = entities;
        this.connectors = new KeysetPager<>(
                new ListDefinition<>(
                        "connectors",
                        ConnectorVersionEntity.class,
                        FIELDS,
                        new OrderBy("created_at", false),
                        OrderField.text(ID),
                        "namespace",
                        ID,
                        "labels",
                        new PickedRows()),
                cursors);
        Map<String, OrderField<?>> versionFields = new HashMap<>(FIELDS);
        this.versions = new KeysetPager<>(
                new ListDefinition<>(
                        "connector-versions",
                        ConnectorVersionEntity.class,
                        versionFields,
                        new OrderBy("created_at", false),
                        OrderField.text("row"),
                        "namespace",
                        ID,
                        "labels",
                        ConnectorList::allRows),
                cursors);
    }

    /** One row per connector: primary before draft before active before archived, then the newest. */
    Page<ConnectorVersionEntity> connectors(ListRequest request, AccessScope scope, Map<String, String> filters) {
        return connectors.page(entities, request, scope, filters);
    }

    Page<ConnectorVersionEntity> versions(ListRequest request, AccessScope scope, Map<String, String> filters) {
        return versions.page(entities, request, scope, filters);
    }

    private static List<Predicate> allRows(
            Map<String, String> filters, Root<ConnectorVersionEntity> root, CriteriaBuilder builder) {
        List<Predicate> conditions = new ArrayList<>();
        conditions.add(builder.isNull(root.get("deletedAt")));
        if (filters.containsKey(STATE)) {
            conditions.add(builder.equal(root.get(STATE), filters.get(STATE)));
        }
        if (filters.containsKey(CONNECTOR_ID)) {
            conditions.add(builder.equal(root.get("key").get("id"), filters.get(CONNECTOR_ID)));
        }
        return conditions;
    }

    /** Only the version picked for its connector. */
    private static final class PickedRows implements ListDefinition.Filters<ConnectorVersionEntity> {

        @Override
        public List<Predicate> conditions(
                Map<String, String> filters, Root<ConnectorVersionEntity> root, CriteriaBuilder builder) {
            throw new IllegalStateException("the picked version is found by a subquery");
        }

        @Override
        public List<Predicate> conditions(
                Map<String, String> filters,
                Root<ConnectorVersionEntity> root,
                CriteriaBuilder builder,
                CommonAbstractCriteria query) {
            List<Predicate> conditions = allRows(filters, root, builder);
            conditions.add(builder.not(builder.exists(better(root, builder, query))));
            return conditions;
        }

        /** Versions of the same connector that come before this one. */
        private static Subquery<Integer> better(
                Root<ConnectorVersionEntity> root, CriteriaBuilder builder, CommonAbstractCriteria query) {
            Subquery<Integer> better = query.subquery(Integer.class);
            Root<ConnectorVersionEntity> other = better.from(ConnectorVersionEntity.class);
            Path<Integer> version = root.get("key").get("version");
            Path<Integer> otherVersion = other.get("key").get("version");
            Expression<Integer> rank = rank(root, builder);
            Expression<Integer> otherRank = rank(other, builder);
            return better.select(builder.literal(1))
                    .where(
                            builder.equal(
                                    other.get("key").get("id"), root.get("key").get("id")),
                            builder.isNull(other.get("deletedAt")),
                            builder.or(
                                    builder.lt(otherRank, rank),
                                    builder.and(builder.equal(otherRank, rank), builder.gt(otherVersion, version))));
        }
    }

    private static Expression<Integer> rank(Root<ConnectorVersionEntity> root, CriteriaBuilder builder) {
        CriteriaBuilder.Case<Integer> rank = builder.selectCase();
        for (VersionState state : VersionState.values()) {
            rank = rank.when(builder.equal(root.get(STATE), state.text()), state.rank());
        }
        return rank.otherwise(VersionState.values().length);
    }
}

package net.authproxy.core.actor;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
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

/** The list of live actors (contract 4.1). */
class ActorList {

    private static final ListDefinition<ActorEntity> LIST = new ListDefinition<ActorEntity>(
                    "actors",
                    ActorEntity.class,
                    Map.of(
                            "created_at", OrderField.instant("createdAt"),
                            "updated_at", OrderField.instant("updatedAt"),
                            "namespace", OrderField.text("namespace"),
                            "external_id", OrderField.text("externalId"),
                            "deleted_at", OrderField.instant("deletedAt").orNull()),
                    new OrderBy("created_at", false),
                    OrderField.text("id"),
                    "namespace",
                    "id",
                    "labels",
                    ActorList::conditions)
            .alsoNamedBy("externalId");

    private final EntityManager entities;
    private final KeysetPager<ActorEntity> pager;

    ActorList(EntityManager entities, CursorCodec cursors) {
        this.entities = entities;
        this.pager = new KeysetPager<>(LIST, cursors);
    }

    Page<ActorEntity> page(ListRequest request, AccessScope scope, Map<String, String> filters) {
        return pager.page(entities, request, scope, filters);
    }

    private static List<Predicate> conditions(
            Map<String, String> filters, Root<ActorEntity> root, CriteriaBuilder builder) {
        List<Predicate> conditions = new ArrayList<>();
        conditions.add(builder.isNull(root.get("deletedAt")));
        String externalId = filters.get("external_id");
        if (externalId != null) {
            conditions.add(builder.equal(root.get("externalId"), externalId));
        }
        return conditions;
    }
}

package net.authproxy.core.namespace;

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

/** The list of namespaces (contract 3). */
class NamespaceList {

    private static final ListDefinition<NamespaceEntity> LIST = new ListDefinition<>(
            "namespaces",
            NamespaceEntity.class,
            Map.of(
                    "path", OrderField.text("path"),
                    "state", OrderField.text("state"),
                    "created_at", OrderField.instant("createdAt"),
                    "updated_at", OrderField.instant("updatedAt")),
            new OrderBy("created_at", false),
            OrderField.text("path"),
            "path",
            "path",
            "labels",
            NamespaceList::conditions);

    private final EntityManager entities;
    private final KeysetPager<NamespaceEntity> pager;

    NamespaceList(EntityManager entities, CursorCodec cursors) {
        this.entities = entities;
        this.pager = new KeysetPager<>(LIST, cursors);
    }

    Page<NamespaceEntity> page(ListRequest request, AccessScope scope, Map<String, String> filters) {
        return pager.page(entities, request, scope, filters);
    }

    private static List<Predicate> conditions(
            Map<String, String> filters, Root<NamespaceEntity> root, CriteriaBuilder builder) {
        List<Predicate> conditions = new ArrayList<>();
        String state = filters.get("state");
        conditions.add(
                state == null
                        ? builder.notEqual(root.get("state"), NamespaceState.DESTROYED.text())
                        : builder.equal(root.get("state"), state));
        String parent = filters.get("children_of");
        if (parent != null) {
            conditions.add(builder.equal(root.get("parentPath"), parent));
        }
        return conditions;
    }
}

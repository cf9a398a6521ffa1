package net.authproxy.core.connection;

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

/** The list of live connections; selectors look at effective labels (contract 1.6, 7.1). */
class ConnectionList {

    private static final Map<String, String> ATTRIBUTES =
            Map.of("state", "state", "connector_id", "connectorId", "health", "health");

    private static final ListDefinition<ConnectionEntity> LIST = new ListDefinition<ConnectionEntity>(
                    "connections",
                    ConnectionEntity.class,
                    Map.of(
                            "id", OrderField.text("id"),
                            "namespace", OrderField.text("namespace"),
                            "state", OrderField.text("state"),
                            "created_at", OrderField.instant("createdAt"),
                            "updated_at", OrderField.instant("updatedAt")),
                    new OrderBy("created_at", false),
                    OrderField.text("id"),
                    "namespace",
                    "id",
                    "effectiveLabels",
                    ConnectionList::conditions)
            .withLabelTable("connection_labels");

    private final EntityManager entities;
    private final KeysetPager<ConnectionEntity> pager;

    ConnectionList(EntityManager entities, CursorCodec cursors) {
        this.entities = entities;
        this.pager = new KeysetPager<>(LIST, cursors);
    }

    Page<ConnectionEntity> page(ListRequest request, AccessScope scope, Map<String, String> filters) {
        return pager.page(entities, request, scope, filters);
    }

    private static List<Predicate> conditions(
            Map<String, String> filters, Root<ConnectionEntity> root, CriteriaBuilder builder) {
        List<Predicate> conditions = new ArrayList<>();
        conditions.add(builder.isNull(root.get("deletedAt")));
        ATTRIBUTES.forEach((filter, attribute) -> {
            if (filters.containsKey(filter)) {
                conditions.add(builder.equal(root.get(attribute), filters.get(filter)));
            }
        });
        String version = filters.get("connector_version");
        if (version != null) {
            conditions.add(builder.equal(root.get("connectorVersion"), Integer.valueOf(version)));
        }
        return conditions;
    }
}

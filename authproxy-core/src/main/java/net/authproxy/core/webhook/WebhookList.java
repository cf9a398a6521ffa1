package net.authproxy.core.webhook;

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

/** The list of live webhooks. */
class WebhookList {

    private static final ListDefinition<WebhookEntity> LIST = new ListDefinition<>(
            "webhooks",
            WebhookEntity.class,
            Map.of(
                    "created_at", OrderField.instant("createdAt"),
                    "updated_at", OrderField.instant("updatedAt"),
                    "namespace", OrderField.text("namespace"),
                    "url", OrderField.text("url"),
                    "state", OrderField.text("state")),
            OrderBy.ascending("created_at"),
            OrderField.text("id"),
            "namespace",
            "id",
            "labels",
            WebhookList::conditions);

    private final EntityManager entities;
    private final KeysetPager<WebhookEntity> pager;

    WebhookList(EntityManager entities, CursorCodec cursors) {
        this.entities = entities;
        this.pager = new KeysetPager<>(LIST, cursors);
    }

    Page<WebhookEntity> page(ListRequest request, AccessScope scope, Map<String, String> filters) {
        return pager.page(entities, request, scope, filters);
    }

    private static List<Predicate> conditions(
            Map<String, String> filters, Root<WebhookEntity> root, CriteriaBuilder builder) {
        List<Predicate> conditions = new ArrayList<>();
        conditions.add(builder.isNull(root.get("deletedAt")));
        String state = filters.get("state");
        if (state != null) {
            conditions.add(builder.equal(root.get("state"), state));
        }
        return conditions;
    }
}

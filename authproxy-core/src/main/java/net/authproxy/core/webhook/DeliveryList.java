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

/** The list of one webhook's deliveries. Whoever asks has been allowed to read the webhook. */
class DeliveryList {

    private static final Map<String, OrderField<?>> FIELDS = Map.of(
            "created_at", OrderField.instant("createdAt"),
            "next_at", OrderField.instant("nextAt").orNull());

    private final EntityManager entities;
    private final CursorCodec cursors;

    DeliveryList(EntityManager entities, CursorCodec cursors) {
        this.entities = entities;
        this.cursors = cursors;
    }

    Page<DeliveryEntity> page(String webhookId, ListRequest request, Map<String, String> filters) {
        // A list of its own for each webhook: a cursor made for another one opens nothing here.
        ListDefinition<DeliveryEntity> list = new ListDefinition<>(
                "webhook_deliveries/" + webhookId,
                DeliveryEntity.class,
                FIELDS,
                OrderBy.ascending("created_at"),
                OrderField.text("id"),
                "webhookId",
                "id",
                null,
                (wanted, root, builder) -> conditions(webhookId, wanted, root, builder));
        return new KeysetPager<>(list, cursors)
                .page(entities, withoutNamespace(request), AccessScope.EVERYTHING, filters);
    }

    private static List<Predicate> conditions(
            String webhookId, Map<String, String> filters, Root<DeliveryEntity> root, CriteriaBuilder builder) {
        List<Predicate> conditions = new ArrayList<>();
        conditions.add(builder.equal(root.get("webhookId"), webhookId));
        filters.forEach((name, value) -> conditions.add(builder.equal(root.get(name), value)));
        return conditions;
    }

    /** All deliveries of a webhook belong to its namespace; there is nothing to filter by it. */
    private static ListRequest withoutNamespace(ListRequest request) {
        return new ListRequest(
                request.limit(),
                request.cursor(),
                request.orderBy(),
                null,
                request.labelSelector(),
                request.includeTotal());
    }
}

package net.authproxy.core.actor;

import jakarta.persistence.EntityManager;
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

/** The list of one actor's keys, revoked ones included. Whoever asks has been allowed to read the actor. */
class ActorKeyList {

    private static final Map<String, OrderField<?>> FIELDS = Map.of(
            "created_at", OrderField.instant("createdAt"),
            "last_used_at", OrderField.instant("lastUsedAt").orNull(),
            "expires_at", OrderField.instant("expiresAt").orNull(),
            "revoked_at", OrderField.instant("revokedAt").orNull());

    private final EntityManager entities;
    private final CursorCodec cursors;

    ActorKeyList(EntityManager entities, CursorCodec cursors) {
        this.entities = entities;
        this.cursors = cursors;
    }

    Page<ActorKeyEntity> page(String actorId, ListRequest request) {
        // A list of its own for each actor: a cursor made for another one opens nothing here.
        ListDefinition<ActorKeyEntity> list = new ListDefinition<>(
                "actor_keys/" + actorId,
                ActorKeyEntity.class,
                FIELDS,
                OrderBy.ascending("created_at"),
                OrderField.text("id"),
                "actorId",
                "id",
                null,
                (filters, root, builder) -> List.of(builder.equal(root.get("actorId"), actorId)));
        return new KeysetPager<>(list, cursors)
                .page(entities, withoutNamespace(request), AccessScope.EVERYTHING, Map.of());
    }

    /** All keys of an actor are in its namespace; there is nothing to filter by it. */
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

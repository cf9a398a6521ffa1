package net.authproxy.web.actor;

import net.authproxy.core.actor.Actor;
import net.authproxy.core.actor.ActorChange;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Metadata;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.metadata.MetadataRoutes;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Labels and annotations of actors. */
@RestController
@RequestMapping("/api/v1/actors/{id}")
class ActorMetadataController extends MetadataRoutes {

    private final ActorService actors;

    ActorMetadataController(ActorService actors) {
        this.actors = actors;
    }

    @Override
    protected Metadata read(ActorPrincipal caller, String id) {
        return metadata(actors.get(caller, ResourceId.parse(id, IdType.ACTOR)));
    }

    @Override
    protected Metadata change(ActorPrincipal caller, String id, MetadataChange change, Precondition precondition) {
        ActorChange whole = new ActorChange(change, null);
        return metadata(actors.update(caller, ResourceId.parse(id, IdType.ACTOR), whole, precondition));
    }

    private static Metadata metadata(Actor actor) {
        return new Metadata(actor.labels(), actor.annotations(), actor.updatedAt());
    }
}

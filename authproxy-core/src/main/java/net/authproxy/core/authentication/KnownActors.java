package net.authproxy.core.authentication;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.actor.ActorKey;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.cache.FreshCache;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;

/**
 * Actors with their keys by name, from memory where possible: what a flood of bad tokens meets before any signature is
 * checked (security Q5).
 */
class KnownActors {

    private static final long SIZE = 10_000;
    private static final Duration AGE = Duration.ofHours(1);

    private final ActorService actors;
    private final FreshCache<Name, KnownActor> byName;
    private final FreshCache<String, ActorKey> byKeyId;

    KnownActors(ActorService actors, Changes changes, Ticker ticker) {
        this.actors = actors;
        this.byName = new FreshCache<>(SIZE, AGE, changes, ticker);
        this.byKeyId = new FreshCache<>(SIZE, AGE, changes, ticker);
        changes.listen(ChangeTopic.ACTOR, this::drop);
    }

    private record Name(NamespacePath namespace, String externalId) {}

    KnownActor find(NamespacePath namespace, String externalId) {
        Name name = new Name(namespace, externalId);
        KnownActor known = byName.get(name);
        return known != null ? known : nonNull(byName.load(name, this::load));
    }

    private static KnownActor nonNull(@Nullable KnownActor loaded) {
        return loaded == null ? KnownActor.NOBODY : loaded;
    }

    private KnownActor load(Name name) {
        return actors.findLive(name.namespace(), name.externalId())
                .map(actor -> new KnownActor(Optional.of(actor), actors.liveKeys(actor)))
                .orElse(KnownActor.NOBODY);
    }

    /** A live key by its {@code ak_} id. */
    Optional<ActorKey> findKey(String keyId) {
        ActorKey known = byKeyId.get(keyId);
        return Optional.ofNullable(
                known != null
                        ? known
                        : byKeyId.load(keyId, id -> actors.findKey(id).orElse(null)));
    }

    private void drop(String actorId) {
        // A new actor has no entry of its own yet, but may have been looked up in vain before.
        byName.dropIf((name, known) ->
                known.actor().map(Actor::id).filter(id -> !id.equals(actorId)).isEmpty());
        byKeyId.dropIf((id, key) -> key.actorId().equals(actorId));
    }
}

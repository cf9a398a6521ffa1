package net.authproxy.core.lists;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.shared.resource.Page;

/**
 * One list route, and all that is in it.
 *
 * @param verb the permission's verb it asks for
 * @param ofOne whether it is the list of one thing's parts, which is refused as a whole
 * @param labelled whether selectors and namespaces can be asked for
 * @param ask the ids of the page that this caller sees for these query parameters
 */
record Listing(
        String route,
        ResourceType resource,
        String verb,
        boolean ofOne,
        boolean labelled,
        List<ListModel.Item> items,
        BiFunction<ActorPrincipal, Map<String, String>, Page<String>> ask) {

    Listing {
        Objects.requireNonNull(ask);
        items = List.copyOf(items);
    }

    @Override
    public String toString() {
        return route;
    }
}

package net.authproxy.demo.oauth2;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The clients that are registered. */
final class Clients {

    private final Map<String, DemoClient> all = new ConcurrentHashMap<>();

    Clients(Collection<DemoClient> first) {
        first.forEach(this::put);
    }

    void put(DemoClient client) {
        all.put(client.id(), client);
    }

    Optional<DemoClient> find(String id) {
        return Optional.ofNullable(all.get(id));
    }
}

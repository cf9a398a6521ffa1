package net.authproxy.core.shared.storage;

import net.authproxy.core.shared.resource.NamespacePath;

/**
 * A namespace and everything below it as three texts for a query: {@code n = node or (n >= below and n < behind)}, byte
 * by byte (see {@link ScopeSql}).
 */
public record Subtree(String node, String below, String behind) {

    public static Subtree of(NamespacePath path) {
        return new Subtree(path.value(), ScopeSql.below(path.value()), ScopeSql.behind(path.value()));
    }
}

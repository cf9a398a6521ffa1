package net.authproxy.core.namespace;

/**
 * A namespace has ended, alone or in a cascade. Told in the transaction of the change: what a listener writes is committed
 * with it or not at all.
 *
 * @param namespace as it was when it ended
 */
public record NamespaceDestroyed(Namespace namespace) {}

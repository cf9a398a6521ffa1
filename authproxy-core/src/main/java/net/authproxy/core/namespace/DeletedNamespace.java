package net.authproxy.core.namespace;

/** How a deletion went. */
public sealed interface DeletedNamespace {

    /** It was empty and is gone. */
    record Gone() implements DeletedNamespace {}

    /** A job empties it. */
    record Destroying(Namespace namespace) implements DeletedNamespace {}
}

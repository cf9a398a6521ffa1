package net.authproxy.core.namespace;

import net.authproxy.core.shared.storage.Subtree;

/** What a feature keeps in namespaces: counted before one is deleted, ended by a cascade (contract 3). */
public interface NamespaceContents {

    /** Plural name in the counts of {@code namespace_not_empty}, such as {@code connections}. */
    String name();

    /** Who is ended first: connections (1) need their actor and connector, so these come later. */
    int order();

    /** Live things in exactly that namespace. */
    long count(String namespace);

    /** Live things there and below. */
    long count(Subtree where);

    /**
     * Ends some of the live things there and below, in a transaction of its own; called again until {@link #count} says
     * that none is left. May only begin the end of a thing that takes time.
     */
    void endSome(Subtree where);
}

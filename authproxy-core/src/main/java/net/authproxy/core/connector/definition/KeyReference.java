package net.authproxy.core.connector.definition;

/** Where a private key comes from. */
public sealed interface KeyReference {

    /** The definition itself names it. */
    record Stored(DefinitionValue value) implements KeyReference {}

    /** The connection's configuration holds it, under that key. */
    record FromConfiguration(String key) implements KeyReference {}
}

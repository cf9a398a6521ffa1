package net.authproxy.core.connector;

import tools.jackson.databind.JsonNode;

/**
 * A connector of the configuration (contract 6.7).
 *
 * @param origin where it stands, for messages: a file, or a place in the list
 * @param definition the definition as written, with its identity members
 */
public record ConfiguredConnector(String origin, JsonNode definition) {

    /** Says where it stands and nothing of its content. */
    @Override
    public String toString() {
        return origin;
    }
}

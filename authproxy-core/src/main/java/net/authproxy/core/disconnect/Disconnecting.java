package net.authproxy.core.disconnect;

import net.authproxy.core.connection.Connection;

/**
 * A disconnect that was begun.
 *
 * @param taskToken for {@code GET /tasks/{token}}, good for the actor who asked
 */
public record Disconnecting(String taskToken, Connection connection) {}

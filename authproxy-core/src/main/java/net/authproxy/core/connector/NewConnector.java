package net.authproxy.core.connector;

import net.authproxy.core.shared.resource.NamespacePath;

/**
 * A connector that a caller wants to make (contract 6.5).
 *
 * @param namespace where it will live; it cannot be moved
 * @param content its first definition, which is required, with labels and annotations
 */
public record NewConnector(NamespacePath namespace, DraftChange content) {}

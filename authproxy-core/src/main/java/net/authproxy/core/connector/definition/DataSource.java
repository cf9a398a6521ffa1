package net.authproxy.core.connector.definition;

import net.authproxy.core.shared.expression.Expression;

/**
 * A list the user picks from.
 *
 * @param request the call, made with the connection's credential
 * @param transform turns the answer into options
 */
public record DataSource(RequestTemplate request, Expression transform) {}

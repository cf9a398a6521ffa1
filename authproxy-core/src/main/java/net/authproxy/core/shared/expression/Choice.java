package net.authproxy.core.shared.expression;

/**
 * One option of a list the user picks from.
 *
 * @param value what is stored
 * @param label what is shown
 */
public record Choice(String value, String label) {}

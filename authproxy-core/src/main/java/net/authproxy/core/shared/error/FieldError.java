package net.authproxy.core.shared.error;

/**
 * One finding about the input.
 *
 * @param path where, in the caller's own terms, such as {@code labels.team} or {@code steps[1].id}
 * @param message what is wrong with it; never repeats a secret value
 */
public record FieldError(String path, String message) {}

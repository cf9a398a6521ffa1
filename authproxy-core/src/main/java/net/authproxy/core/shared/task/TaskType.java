package net.authproxy.core.shared.task;

import java.util.regex.Pattern;

/**
 * Name of a kind of work, such as {@code core:probe} (contract 12). The feature that owns the work owns the constant.
 *
 * @param name area, colon, verb and object in lower case
 */
public record TaskType(String name) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9_]{1,40}:[a-z0-9_]{1,80}");

    public TaskType {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("a task type looks like core:probe");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

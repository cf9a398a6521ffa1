package net.authproxy.core.shared.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;

/**
 * A node of the namespace tree, such as {@code root.north.crm} (contract 3). Case-sensitive.
 *
 * @param value the dotted path, starting with {@code root}
 */
public record NamespacePath(String value) implements Comparable<NamespacePath> {

    // Before ROOT, which is checked against it.
    private static final Pattern SYNTAX = Pattern.compile("^root(?:\\.[a-zA-Z0-9_][a-zA-Z0-9_\\-]*)*$");

    public static final NamespacePath ROOT = new NamespacePath("root");
    public static final int MAX_DEPTH = 16;
    public static final int MAX_LENGTH = 255;

    public NamespacePath {
        if (!isValid(value)) {
            throw new AuthProxyException(
                    ErrorCode.INVALID_NAMESPACE,
                    "not a valid namespace: 'root', then up to 16 segments of letters, digits, '_' and '-', 255"
                            + " characters in all");
        }
    }

    /** Whether the text is a namespace path. */
    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH
                && SYNTAX.matcher(text).matches()
                && text.chars().filter(c -> c == '.').count() <= MAX_DEPTH;
    }

    /** Number of segments below {@code root}, which itself is 0. */
    public int depth() {
        return (int) value.chars().filter(c -> c == '.').count();
    }

    /** The next node up; empty for {@code root}. */
    public Optional<NamespacePath> parent() {
        int dot = value.lastIndexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(new NamespacePath(value.substring(0, dot)));
    }

    /** This node and all above it, nearest first, {@code root} last. */
    public List<NamespacePath> selfAndAncestors() {
        List<NamespacePath> chain = new ArrayList<>();
        for (Optional<NamespacePath> node = Optional.of(this);
                node.isPresent();
                node = node.get().parent()) {
            chain.add(node.get());
        }
        return chain;
    }

    /** Whether this node is the other one or lies below it. */
    public boolean isAtOrBelow(NamespacePath other) {
        return isAtOrBelow(value, other.value);
    }

    static boolean isAtOrBelow(String path, String ancestor) {
        return path.startsWith(ancestor)
                && (path.length() == ancestor.length() || path.charAt(ancestor.length()) == '.');
    }

    @Override
    public int compareTo(NamespacePath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

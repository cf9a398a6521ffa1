package net.authproxy.core.shared.resource;

import java.util.Optional;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;

/**
 * One namespace, or with {@code .**} it and everything below (contract 3). There is no other wildcard.
 *
 * @param base the named node
 * @param subtree whether descendants match as well
 */
public record NamespaceMatcher(NamespacePath base, boolean subtree) {

    public static final NamespaceMatcher ALL = new NamespaceMatcher(NamespacePath.ROOT, true);

    private static final String SUBTREE = ".**";

    /** Reads {@code root.a} or {@code root.a.**}; anything else is {@code invalid_namespace}. */
    public static NamespaceMatcher parse(String text) {
        boolean subtree = text.endsWith(SUBTREE);
        String base = subtree ? text.substring(0, text.length() - SUBTREE.length()) : text;
        if (!NamespacePath.isValid(base)) {
            throw new AuthProxyException(
                    ErrorCode.INVALID_NAMESPACE, "not a namespace matcher: expected root.a or root.a.**");
        }
        return new NamespaceMatcher(new NamespacePath(base), subtree);
    }

    public boolean matches(NamespacePath path) {
        return matches(path.value());
    }

    /** The same on text that is known to be a path, for the hot path. */
    public boolean matches(String path) {
        return subtree ? NamespacePath.isAtOrBelow(path, base.value()) : path.equals(base.value());
    }

    /** What both match; empty when nothing is. */
    public Optional<NamespaceMatcher> intersect(NamespaceMatcher other) {
        if (other.matches(base) && (other.subtree || !subtree)) {
            return Optional.of(this);
        }
        return matches(other.base) ? Optional.of(other) : Optional.empty();
    }

    /** Whether everything the other one matches is matched by this one. */
    public boolean covers(NamespaceMatcher other) {
        return matches(other.base) && (subtree || !other.subtree);
    }

    @Override
    public String toString() {
        return subtree ? base + SUBTREE : base.value();
    }
}

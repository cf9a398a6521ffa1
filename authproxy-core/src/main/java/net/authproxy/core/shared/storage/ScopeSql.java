package net.authproxy.core.shared.storage;

import java.util.List;
import net.authproxy.core.shared.resource.AccessScope;
import net.authproxy.core.shared.resource.NamespaceMatcher;

/**
 * What the caller may see, as a condition on columns. A subtree is a range, which an index on the namespace serves:
 * children of {@code a} start with {@code a.}, and {@code /} is the character after the dot. That holds byte by byte
 * only, so namespace columns are {@code COLLATE "C"} on PostgreSQL (SQLite compares bytes anyway).
 */
public final class ScopeSql {

    private ScopeSql() {}

    /** The condition that is true exactly where {@link AccessScope#covers} is. Column names are trusted text. */
    public static SqlFragment condition(AccessScope scope, String namespaceColumn, String resourceIdColumn) {
        return SqlFragment.anyOf(scope.grants().stream()
                .map(grant -> condition(grant, namespaceColumn, resourceIdColumn))
                .toList());
    }

    /** The condition that is true exactly where {@link NamespaceMatcher#matches} is. */
    public static SqlFragment condition(NamespaceMatcher matcher, String column) {
        if (matcher.equals(NamespaceMatcher.ALL)) {
            return SqlFragment.TRUE;
        }
        String base = matcher.base().value();
        SqlFragment node = new SqlFragment(column + "=?", base);
        return matcher.subtree()
                ? SqlFragment.anyOf(List.of(
                        node, new SqlFragment("(" + column + ">=? and " + column + "<?)", below(base), behind(base))))
                : node;
    }

    private static SqlFragment condition(AccessScope.Grant grant, String namespaceColumn, String resourceIdColumn) {
        SqlFragment inNamespace = condition(grant.namespace(), namespaceColumn);
        return grant.resourceIds().isEmpty()
                ? inNamespace
                : SqlFragment.allOf(List.of(inNamespace, SqlFragment.in(resourceIdColumn, grant.resourceIds())));
    }

    /** Start of the range of everything below a node. */
    static String below(String base) {
        return base + ".";
    }

    /** First text behind that range. */
    static String behind(String base) {
        return base + "/";
    }
}

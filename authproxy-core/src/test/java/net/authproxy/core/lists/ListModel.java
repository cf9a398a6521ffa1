package net.authproxy.core.lists;

import java.util.List;
import java.util.Map;
import net.authproxy.core.authorization.Permission;
import org.jspecify.annotations.Nullable;

/** Contract 3 and 4.3 to 4.5 once more, in the plainest words; shares no code with the product. */
final class ListModel {

    private ListModel() {}

    /**
     * Any listed thing.
     *
     * @param id what tells it from others of the list
     * @param name what {@code resource_ids} call it, or the thing it belongs to
     * @param otherName a second one; absent for most
     */
    record Item(String id, String name, @Nullable String otherName, String namespace, Map<String, String> labels) {

        Item(String id, String namespace, Map<String, String> labels) {
            this(id, id, null, namespace, labels);
        }
    }

    static boolean covers(String matcher, String path) {
        if (!matcher.endsWith(".**")) {
            return matcher.equals(path);
        }
        String base = matcher.substring(0, matcher.length() - 3);
        return path.equals(base) || path.startsWith(base + ".");
    }

    private static boolean names(Permission permission, Listing list) {
        return (permission.resources().contains("*")
                        || permission.resources().contains(list.resource().text()))
                && (permission.verbs().contains("*") || permission.verbs().contains(list.verb()));
    }

    static boolean mayList(Listing list, List<Permission> permissions) {
        return permissions.stream().anyMatch(permission -> names(permission, list));
    }

    private static boolean allows(List<Permission> permissions, Listing list, Item item, @Nullable String name) {
        return permissions.stream()
                .anyMatch(permission -> names(permission, list)
                        && covers(permission.namespace(), item.namespace())
                        && (permission.resourceIds().isEmpty()
                                || (name != null && permission.resourceIds().contains(name))));
    }

    /** Actor and token must agree about the thing, by the same name. */
    private static boolean sees(
            List<Permission> permissions, @Nullable List<Permission> narrowing, Listing list, Item item) {
        return java.util.Arrays.asList(item.name(), item.otherName()).stream()
                .anyMatch(name -> allows(permissions, list, item, name)
                        && (narrowing == null || allows(narrowing, list, item, name)));
    }

    static List<Item> visible(Listing list, List<Permission> permissions, @Nullable List<Permission> narrowing) {
        return list.items().stream()
                .filter(item -> sees(permissions, narrowing, list, item))
                .toList();
    }
}

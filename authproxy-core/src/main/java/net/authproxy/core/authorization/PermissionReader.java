package net.authproxy.core.authorization;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import org.jspecify.annotations.Nullable;

/** Reads permission objects; a typing error here is a security risk, so anything unknown is refused (contract 4.3). */
public final class PermissionReader {

    private static final Set<String> MEMBERS = Set.of("namespace", "resources", "resource_ids", "verbs");

    private final List<FieldError> findings = new ArrayList<>();

    private PermissionReader() {}

    /**
     * Reads a list of permissions from parsed JSON or YAML.
     *
     * @param path where the list stands, for the findings
     * @throws AuthProxyException {@code validation_failed} with every finding
     */
    public static List<Permission> read(@Nullable Object value, String path) {
        PermissionReader reader = new PermissionReader();
        List<Permission> permissions = reader.readList(value, path);
        if (!reader.findings.isEmpty()) {
            throw new AuthProxyException(ErrorCode.VALIDATION_FAILED, "invalid permissions", reader.findings);
        }
        return permissions;
    }

    private List<Permission> readList(@Nullable Object value, String path) {
        List<Permission> permissions = new ArrayList<>();
        if (!(value instanceof List<?> list)) {
            find(path, "must be a list of permission objects");
            return permissions;
        }
        for (int i = 0; i < list.size(); i++) {
            readOne(list.get(i), path + "[" + i + "]").ifPresent(permissions::add);
        }
        return permissions;
    }

    private Optional<Permission> readOne(@Nullable Object value, String path) {
        if (!(value instanceof Map<?, ?> map)) {
            find(path, "must be an object");
            return Optional.empty();
        }
        int before = findings.size();
        map.keySet().stream()
                .filter(key -> !MEMBERS.contains(String.valueOf(key)))
                .forEach(key -> find(path + "." + key, "unknown member"));
        String namespace = readNamespace(map.get("namespace"), path + ".namespace");
        List<String> resources = texts(map.get("resources"), path + ".resources", true);
        List<String> verbs = texts(map.get("verbs"), path + ".verbs", true);
        List<String> ids = map.containsKey("resource_ids")
                ? texts(map.get("resource_ids"), path + ".resource_ids", false)
                : List.of();
        resources.stream()
                .filter(name ->
                        !name.equals(Permission.ANY) && ResourceType.of(name).isEmpty())
                .forEach(name -> find(path + ".resources", "unknown resource '" + name + "'"));
        verbs.stream()
                .filter(name -> !name.equals(Permission.ANY) && Verb.of(name).isEmpty())
                .forEach(name -> find(path + ".verbs", "unknown verb '" + name + "'"));
        return findings.size() == before
                ? Optional.of(new Permission(namespace, resources, ids, verbs))
                : Optional.empty();
    }

    private String readNamespace(@Nullable Object value, String path) {
        if (!(value instanceof String text)) {
            find(path, "required: a namespace or namespace.**");
            return "";
        }
        if (!NamespaceTemplate.isValid(text)) {
            find(path, "not a namespace matcher; templates are {{external_id}} and {{labels.key}}");
        }
        return text;
    }

    private List<String> texts(@Nullable Object value, String path, boolean required) {
        List<String> texts = new ArrayList<>();
        if (!(value instanceof List<?> list)) {
            find(path, required ? "required: a list with at least one name" : "must be a list of ids");
            return texts;
        }
        for (Object entry : list) {
            if (entry instanceof String text && !text.isEmpty()) {
                texts.add(text);
            } else {
                find(path, "must hold non-empty text only");
            }
        }
        if (required && list.isEmpty()) {
            find(path, "needs at least one entry");
        }
        return texts;
    }

    private void find(String path, String message) {
        findings.add(new FieldError(path, message));
    }
}

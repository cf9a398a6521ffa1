package net.authproxy.core.shared.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Puts values of {@code AUTHPROXY__<BLOCK>__<KEY>} variables over those of the file (contract 13.2). They may lead through
 * several mappings ({@code AUTHPROXY__HTTP_LOGGING__BLOB_STORAGE__BUCKET}), never through lists; the last name must be a
 * single value.
 */
final class Overrides {

    private static final String PREFIX = "AUTHPROXY__";
    private static final String SEPARATOR = "__";

    private Overrides() {}

    static SettingsNode apply(SettingsNode root, Environment environment) {
        SettingsNode changed = root;
        for (String name : environment.names()) {
            if (name.startsWith(PREFIX)) {
                List<String> path = List.of(
                        name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).split(SEPARATOR, -1));
                String text = environment.get(name).orElseThrow();
                Origin origin = new Origin("environment " + name, 0);
                changed = put(changed, path, new SettingsNode.Scalar(CoreSchema.resolve(text), text, true, origin));
            }
        }
        return changed;
    }

    private static SettingsNode put(SettingsNode node, List<String> path, SettingsNode.Scalar value) {
        if (path.isEmpty()) {
            return value;
        }
        String key = path.getFirst();
        if (key.isEmpty() || !(node instanceof SettingsNode.Mapping || SettingsNode.isNull(node))) {
            throw SettingsException.of(
                    value.origin(), "", "the name does not lead to a single value of the configuration");
        }
        Map<String, SettingsNode.Member> members = node instanceof SettingsNode.Mapping mapping
                ? new LinkedHashMap<>(mapping.members())
                : new LinkedHashMap<>();
        SettingsNode.Member old = members.get(key);
        SettingsNode below = old == null ? new SettingsNode.Mapping(Map.of(), value.origin()) : old.value();
        members.put(key, new SettingsNode.Member(value.origin(), put(below, path.subList(1, path.size()), value)));
        return new SettingsNode.Mapping(members, node.origin());
    }
}

package net.authproxy.core.shared.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a tree from values that were parsed elsewhere, such as a JSON body; it knows no lines. */
final class PlainTree {

    private final Origin origin;

    PlainTree(String source) {
        this.origin = new Origin(source, 0);
    }

    SettingsNode node(@Nullable Object value, int depth) {
        if (depth > YamlReader.MAX_DEPTH) {
            throw SettingsException.of(origin, "", "nested deeper than " + YamlReader.MAX_DEPTH);
        }
        return switch (value) {
            case Map<?, ?> map -> mapping(map, depth);
            case List<?> list -> sequence(list, depth);
            case Integer number -> scalar((long) number);
            case null -> scalar(null);
            default -> scalar(value);
        };
    }

    private SettingsNode scalar(@Nullable Object value) {
        return new SettingsNode.Scalar(value, String.valueOf(value), false, origin);
    }

    private SettingsNode mapping(Map<?, ?> map, int depth) {
        Map<String, SettingsNode.Member> members = new LinkedHashMap<>();
        map.forEach((key, value) ->
                members.put(String.valueOf(key), new SettingsNode.Member(origin, node(value, depth + 1))));
        return new SettingsNode.Mapping(members, origin);
    }

    private SettingsNode sequence(List<?> list, int depth) {
        List<SettingsNode> items = new ArrayList<>();
        for (Object item : list) {
            items.add(node(item, depth + 1));
        }
        return new SettingsNode.Sequence(items, origin);
    }
}

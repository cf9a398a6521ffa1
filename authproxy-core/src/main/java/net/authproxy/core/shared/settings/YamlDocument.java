package net.authproxy.core.shared.settings;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A YAML document, or a part of one, as plain values that still know their lines. Never prints its values. */
public final class YamlDocument {

    private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[([0-9]{1,9})]");

    private final String source;
    private final String path;
    private final SettingsNode root;

    YamlDocument(String source, String path, SettingsNode root) {
        this.source = source;
        this.path = path;
        this.root = root;
    }

    /**
     * The same view of values that were parsed elsewhere, such as key data in a JSON body; all lines are 0. Whoever binds
     * input of a caller must refuse forms that read this machine ({@code env_var}, {@code path}) before, as the binder
     * looks whether a named variable or file is there.
     */
    public static YamlDocument ofPlain(String source, @Nullable Object value) {
        return new YamlDocument(source, "", new PlainTree(source).node(value, 0));
    }

    /** The file's name as given to the reader. */
    public String source() {
        return source;
    }

    /** Where this part sits in the file, such as {@code connectors.load_from_list[2]}; empty for a whole document. */
    public String path() {
        return path;
    }

    /**
     * The content as unmodifiable Map (text keys, in the order of the file), List, String, Boolean, Long, BigInteger,
     * Double, or null for an empty document. Merge keys and aliases are already expanded.
     */
    public @Nullable Object value() {
        return root.plain();
    }

    /**
     * The line of the value at a path, counted from 1. The path is relative to this document and written
     * {@code steps[0].id} or as JSON Pointer {@code /steps/0/id} (needed for keys with a dot). Where the path leaves the
     * document, the line of the last value on the way.
     */
    public int line(String relativePath) {
        return relativePath.startsWith("/") ? lineOfPointer(relativePath) : lineOfDotted(relativePath);
    }

    SettingsNode root() {
        return root;
    }

    private int lineOfPointer(String pointer) {
        Cursor cursor = new Cursor(root);
        for (String step : List.of(pointer.substring(1).split("/", -1))) {
            cursor.down(step.replace("~1", "/").replace("~0", "~"));
        }
        return cursor.line;
    }

    private int lineOfDotted(String dotted) {
        Cursor cursor = new Cursor(root);
        Matcher step = STEP.matcher(dotted);
        while (step.find()) {
            cursor.down(step.group(1) != null ? step.group(1) : step.group(2));
        }
        return cursor.line;
    }

    /** Walks down as far as the path leads. */
    private static final class Cursor {
        private @Nullable SettingsNode node;
        private int line;

        Cursor(SettingsNode root) {
            node = root;
            line = root.origin().line();
        }

        void down(String step) {
            switch (node) {
                case SettingsNode.Mapping mapping -> member(mapping.members(), step);
                case SettingsNode.Sequence list -> item(list.items(), step);
                case SettingsNode.Scalar ignored -> node = null;
                case null -> {
                    // the path left the document before
                }
            }
        }

        private void member(Map<String, SettingsNode.Member> members, String step) {
            SettingsNode.Member member = members.get(step);
            node = member == null ? null : member.value();
            line = member == null ? line : member.keyOrigin().line();
        }

        private void item(List<SettingsNode> items, String step) {
            boolean inside = step.matches("[0-9]{1,9}") && Integer.parseInt(step) < items.size();
            node = inside ? items.get(Integer.parseInt(step)) : null;
            line = node == null ? line : node.origin().line();
        }
    }

    @Override
    public String toString() {
        return "YAML of " + source + (path.isEmpty() ? "" : " at " + path);
    }
}

package net.authproxy.core.shared.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects findings below one key; {@link #at} goes down, {@link #root} back to the whole configuration. */
public final class Findings {

    private final List<Finding> collected;
    private final @Nullable Findings parent;
    private final String path;
    private final @Nullable SettingsNode node;
    private final Origin origin;

    private Findings(
            List<Finding> collected,
            @Nullable Findings parent,
            String path,
            @Nullable SettingsNode node,
            Origin origin) {
        this.collected = collected;
        this.parent = parent;
        this.path = path;
        this.node = node;
        this.origin = origin;
    }

    static Findings of(SettingsNode root) {
        return new Findings(new ArrayList<>(), null, "", root, root.origin());
    }

    /** Scope of a document that is a part of a larger one. */
    static Findings of(SettingsNode root, String path) {
        return new Findings(new ArrayList<>(), null, path, root, root.origin());
    }

    /** The scope of a member, present in the file or not. */
    public Findings at(String member) {
        String child = path.isEmpty() ? member : path + "." + member;
        SettingsNode.@Nullable Member found =
                node instanceof SettingsNode.Mapping mapping ? mapping.members().get(member) : null;
        if (found != null) {
            return new Findings(collected, this, child, found.value(), found.keyOrigin());
        }
        return new Findings(collected, this, child, null, origin);
    }

    /** The scope of a list item. */
    public Findings at(int index) {
        String child = path + "[" + index + "]";
        if (node instanceof SettingsNode.Sequence list && index < list.items().size()) {
            SettingsNode item = list.items().get(index);
            return new Findings(collected, this, child, item, item.origin());
        }
        return new Findings(collected, this, child, null, origin);
    }

    /** The scope of the whole configuration, for findings about another block. */
    public Findings root() {
        Findings scope = this;
        while (scope.parent != null) {
            scope = scope.parent;
        }
        return scope;
    }

    /** Notes something wrong with the value of this scope. The reason must not repeat the value. */
    public void add(String reason) {
        collected.add(new Finding(origin.source(), origin.line(), path, reason));
    }

    /** Notes something wrong with a member of this scope. */
    public void add(String member, String reason) {
        at(member).add(reason);
    }

    void addAt(Origin place, String reason) {
        collected.add(new Finding(place.source(), place.line(), path, reason));
    }

    int count() {
        return collected.size();
    }

    String path() {
        return path;
    }

    List<Finding> all() {
        return List.copyOf(collected);
    }

    void throwIfAny() {
        if (!collected.isEmpty()) {
            throw new SettingsException(collected);
        }
    }
}

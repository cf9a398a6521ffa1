package net.authproxy.core.shared.settings;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Builds the tree from parser events with its own stack and counters, so that the limits hold while the input is still
 * being read. An aliased part is one object however often it is used, but counts as often as it is used.
 */
final class YamlTreeBuilder {

    private static final String CORE_TAG = "tag:yaml.org,2002:";
    private static final String MERGE = "<<";

    /** A finished node with the size and height it has when written out. */
    private record Built(SettingsNode node, int values, int height, boolean mergeKey) {}

    /** A collection whose end has not been read. */
    private static final class Frame {
        final boolean mapping;
        final Origin origin;
        final @Nullable String anchor;
        final Map<String, SettingsNode.Member> members = new LinkedHashMap<>();
        final List<SettingsNode> items = new ArrayList<>();
        final List<SettingsNode> merges = new ArrayList<>();
        SettingsNode.@Nullable Scalar key;
        boolean mergeKey;
        boolean merged;
        int values = 1;
        int height = 1;

        Frame(boolean mapping, Origin origin, @Nullable String anchor) {
            this.mapping = mapping;
            this.origin = origin;
            this.anchor = anchor;
        }
    }

    private final String source;
    private final Deque<Frame> open = new ArrayDeque<>();
    private final Map<String, Built> anchors = new HashMap<>();
    private @Nullable SettingsNode root;
    private int documents;
    private int values;
    private int aliases;

    YamlTreeBuilder(String source) {
        this.source = source;
    }

    void accept(Event event) {
        switch (event.getEventId()) {
            case DocumentStart -> startDocument(event);
            case Scalar -> scalar((ScalarEvent) event);
            case Alias -> alias((AliasEvent) event);
            case MappingStart, SequenceStart -> start((CollectionStartEvent) event);
            case MappingEnd, SequenceEnd -> end(event);
            case StreamStart, StreamEnd, DocumentEnd, Comment -> {
                // nothing to build
            }
        }
    }

    /** The document; an empty file is a null. */
    SettingsNode root() {
        return root == null ? new SettingsNode.Scalar(null, "", false, new Origin(source, 1)) : root;
    }

    private void startDocument(Event event) {
        if (++documents > 1) {
            throw refused(event, "more than one document");
        }
    }

    private void scalar(ScalarEvent event) {
        count(event, 1);
        Optional<String> tag = event.getTag();
        Object value;
        if (tag.isPresent()) {
            value = tagged(event, tag.get());
        } else {
            value = event.isPlain() ? CoreSchema.resolve(event.getValue()) : event.getValue();
        }
        boolean mergeKey = event.isPlain() && tag.isEmpty() && event.getValue().equals(MERGE);
        SettingsNode node = new SettingsNode.Scalar(value, event.getValue(), false, origin(event));
        attach(event, event.getAnchor().map(Anchor::getValue).orElse(null), new Built(node, 1, 0, mergeKey));
    }

    private @Nullable Object tagged(ScalarEvent event, String tag) {
        String text = event.getValue();
        Object value = CoreSchema.resolve(text);
        return switch (tag) {
            case "!", CORE_TAG + "str" -> text;
            case CORE_TAG + "null" -> require(event, value == null, value);
            case CORE_TAG + "bool" -> require(event, value instanceof Boolean, value);
            case CORE_TAG + "int" -> require(event, value instanceof Number && !(value instanceof Double), value);
            case CORE_TAG + "float" ->
                value instanceof Long whole
                        ? (Object) whole.doubleValue()
                        : require(event, value instanceof Double, value);
            default -> throw refused(event, "a tag outside the YAML core schema");
        };
    }

    private @Nullable Object require(Event event, boolean fits, @Nullable Object value) {
        if (!fits) {
            throw refused(event, "the value does not fit its tag");
        }
        return value;
    }

    private void alias(AliasEvent event) {
        if (++aliases > YamlReader.MAX_ALIASES) {
            throw refused(event, "more than " + YamlReader.MAX_ALIASES + " aliases");
        }
        Built target = anchors.get(event.getAlias().getValue());
        if (target == null) {
            throw refused(event, "an alias of an anchor that is not complete or does not exist");
        }
        count(event, target.values());
        attach(event, null, new Built(target.node(), target.values(), target.height(), false));
    }

    private void start(CollectionStartEvent event) {
        boolean mapping = event instanceof MappingStartEvent;
        count(event, 1);
        event.getTag().ifPresent(tag -> requireTag(event, tag, mapping));
        Frame parent = open.peek();
        if (parent != null && parent.mapping && parent.key == null && !parent.mergeKey) {
            throw refused(event, "a key must be a single value");
        }
        if (open.size() >= YamlReader.MAX_DEPTH) {
            throw tooDeep(event);
        }
        String anchor = event.getAnchor().map(Anchor::getValue).orElse(null);
        if (anchor != null) {
            anchors.remove(anchor);
        }
        open.push(new Frame(mapping, origin(event), anchor));
    }

    private void requireTag(Event event, String tag, boolean mapping) {
        if (!tag.equals("!") && !tag.equals(CORE_TAG + (mapping ? "map" : "seq"))) {
            throw refused(event, "a tag outside the YAML core schema");
        }
    }

    private void end(Event event) {
        Frame frame = open.pop();
        SettingsNode node = frame.mapping
                ? new SettingsNode.Mapping(withMerges(frame), frame.origin)
                : new SettingsNode.Sequence(Collections.unmodifiableList(frame.items), frame.origin);
        attach(event, frame.anchor, new Built(node, frame.values, frame.height, false));
    }

    /** Own members win over merged ones, earlier merges over later ones. */
    private static Map<String, SettingsNode.Member> withMerges(Frame frame) {
        for (SettingsNode merge : frame.merges) {
            ((SettingsNode.Mapping) merge).members().forEach(frame.members::putIfAbsent);
        }
        return Collections.unmodifiableMap(frame.members);
    }

    private void attach(Event event, @Nullable String anchor, Built built) {
        if (anchor != null) {
            anchors.put(anchor, built);
        }
        Frame parent = open.peek();
        if (parent == null) {
            root = built.node();
            return;
        }
        if (open.size() + built.height() > YamlReader.MAX_DEPTH) {
            throw tooDeep(event);
        }
        parent.values += built.values();
        parent.height = Math.max(parent.height, built.height() + 1);
        if (!parent.mapping) {
            parent.items.add(built.node());
        } else if (parent.mergeKey) {
            merge(event, parent, built.node());
        } else if (parent.key == null) {
            key(event, parent, built);
        } else {
            parent.members.put(parent.key.text(), new SettingsNode.Member(parent.key.origin(), built.node()));
            parent.key = null;
        }
    }

    private void key(Event event, Frame parent, Built built) {
        if (!(built.node() instanceof SettingsNode.Scalar key)) {
            throw refused(event, "a key must be a single value");
        }
        if (built.mergeKey() ? parent.merged : parent.members.containsKey(key.text())) {
            throw refused(event, "the key appears twice in the same mapping");
        }
        if (built.mergeKey()) {
            parent.mergeKey = true;
            parent.merged = true;
        } else {
            parent.key = new SettingsNode.Scalar(key.value(), key.text(), false, origin(event));
        }
    }

    private void merge(Event event, Frame parent, SettingsNode node) {
        List<SettingsNode> merged = node instanceof SettingsNode.Sequence list ? list.items() : List.of(node);
        if (!merged.stream().allMatch(SettingsNode.Mapping.class::isInstance)) {
            throw refused(event, "only mappings can be merged with <<");
        }
        parent.merges.addAll(merged);
        parent.mergeKey = false;
    }

    private void count(Event event, int more) {
        values += more;
        if (values > YamlReader.MAX_VALUES) {
            throw refused(event, "more than " + YamlReader.MAX_VALUES + " values");
        }
    }

    private SettingsException tooDeep(Event event) {
        return refused(event, "nested deeper than " + YamlReader.MAX_DEPTH);
    }

    private SettingsException refused(Event event, String reason) {
        return SettingsException.of(origin(event), "", reason);
    }

    private Origin origin(Event event) {
        return new Origin(
                source, event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0));
    }
}

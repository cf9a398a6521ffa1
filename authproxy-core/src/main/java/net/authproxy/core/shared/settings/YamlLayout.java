package net.authproxy.core.shared.settings;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.tokens.Token;

/**
 * Rules about blanks that the engine does not check: inside a block collection the further lines of a flow collection or
 * a quoted text are indented by spaces, deeper than the collection (YAML 1.2.2, 7.3 and 7.4); closing brackets alone may
 * stand further left, as most editors put them.
 */
final class YamlLayout {

    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");
    /** Column of what encloses a document: its content may start at column 0. */
    private static final int OUTSIDE = -1;

    /** An open collection; flow ones remember where they began. */
    private record Open(boolean flow, int column, int firstLine) {}

    private final String source;
    private final List<String> lines;
    private final int[] codePoints;
    private final Deque<Open> open = new ArrayDeque<>();

    YamlLayout(String source, String text) {
        this.source = source;
        this.lines = List.of(LINE_BREAK.split(text, -1));
        this.codePoints = text.codePoints().toArray();
    }

    void accept(Event event) {
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> {
                Mark start = event.getStartMark().orElseThrow();
                open.push(new Open(((CollectionStartEvent) event).isFlow(), start.getColumn(), start.getLine()));
            }
            case MappingEnd, SequenceEnd -> {
                Open ended = open.pop();
                if (ended.flow() && !insideFlow()) {
                    requireIndented(ended.firstLine(), event);
                }
            }
            case Scalar -> {
                ScalarEvent scalar = (ScalarEvent) event;
                if ((scalar.isSQuoted() || scalar.isDQuoted()) && !insideFlow()) {
                    requireIndented(event.getStartMark().orElseThrow().getLine(), event);
                }
            }
            default -> {
                // has no further lines
            }
        }
    }

    private boolean insideFlow() {
        return !open.isEmpty() && open.peek().flow();
    }

    private void requireIndented(int firstLine, Event end) {
        int enclosing = open.isEmpty() ? OUTSIDE : open.peek().column();
        int lastLine = end.getEndMark().orElseThrow().getLine();
        for (int line = firstLine + 1; line <= lastLine; line++) {
            String text = lines.get(line);
            String content = text.stripLeading();
            boolean free = content.isEmpty() || content.startsWith("]") || content.startsWith("}");
            if (!free && spaces(text) <= enclosing) {
                throw refused(
                        line + 1, "not valid YAML: a continued line must be indented by spaces, deeper than its key");
            }
        }
    }

    private static int spaces(String line) {
        int count = 0;
        while (count < line.length() && line.charAt(count) == ' ') {
            count++;
        }
        return count;
    }

    boolean isQuote(Token scalar) {
        int first = codePointAt(scalar.getStartMark().orElseThrow());
        return first == '"' || first == '\'';
    }

    void refuseCommentAfter(Token token) {
        Mark end = token.getEndMark().orElseThrow();
        if (codePointAt(end) == '#') {
            throw refused(end.getLine() + 1, "not valid YAML: a comment needs a blank before it");
        }
    }

    private int codePointAt(Mark mark) {
        return mark.getIndex() < codePoints.length ? codePoints[mark.getIndex()] : 0;
    }

    private SettingsException refused(int line, String reason) {
        return SettingsException.of(new Origin(source, line), "", reason);
    }
}

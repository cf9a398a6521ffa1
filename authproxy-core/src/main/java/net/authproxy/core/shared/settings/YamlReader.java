package net.authproxy.core.shared.settings;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.Scanner;
import org.snakeyaml.engine.v2.scanner.ScannerImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one YAML 1.2 document (core schema) and says where each value stood. Refuses what configuration does not need
 * and attackers do (security F4): duplicate keys, tags outside the core schema, several documents, recursive or many
 * aliases, depth and size beyond the limits below, text that is not UTF-8. Merge keys ({@code <<}) are expanded. JSON is
 * read too, being a subset. Safe for use by many threads.
 */
public final class YamlReader {

    public static final int MAX_BYTES = 1 << 20;
    /** Values counted after aliases are expanded. */
    public static final int MAX_VALUES = 25_000;

    public static final int MAX_DEPTH = 64;
    public static final int MAX_ALIASES = 100;

    private static final Pattern FLOW_DOCUMENT = Pattern.compile("\\s*[{\\[]");
    private static final Pattern INDENT = Pattern.compile("^[ \t]+", Pattern.MULTILINE);

    private YamlReader() {}

    /**
     * Reads the content of a file.
     *
     * @param source the name used in findings, such as the file's path
     * @throws SettingsException with one finding: source, line, reason
     */
    public static YamlDocument read(String source, byte[] content) {
        if (content.length > MAX_BYTES) {
            throw refused(source, 0, "larger than " + MAX_BYTES + " bytes");
        }
        return parse(source, decode(source, content));
    }

    /** The same for text that is in memory. */
    public static YamlDocument read(String source, String content) {
        if (content.length() > MAX_BYTES) {
            throw refused(source, 0, "larger than " + MAX_BYTES + " characters");
        }
        return parse(source, content);
    }

    private static String decode(String source, byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw refused(source, 0, "not valid UTF-8");
        }
    }

    /** The engine loses a last line of blanks without a line break, which belongs to a block scalar before it. */
    private static String withClosedLastLine(String text) {
        String lastLine = text.substring(text.lastIndexOf('\n') + 1);
        return !lastLine.isEmpty() && lastLine.isBlank() ? text + "\n" : text;
    }

    /**
     * JSON may be indented by tabs, which the engine does not take everywhere. In a document that is one flow collection
     * blanks at the start of a line never belong to a value, so spaces can stand for them.
     */
    private static String withoutTabIndent(String text) {
        boolean flow = FLOW_DOCUMENT.matcher(text).lookingAt();
        return flow && text.indexOf('\t') >= 0
                ? INDENT.matcher(text).replaceAll(indent -> indent.group().replace('\t', ' '))
                : text;
    }

    private static YamlDocument parse(String source, String original) {
        String text = withoutTabIndent(withClosedLastLine(original));
        YamlTreeBuilder builder = new YamlTreeBuilder(source);
        YamlLayout layout = new YamlLayout(source, text);
        // one buffer for the whole text: the engine grows a smaller one by copying, quadratic in the longest value
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setParseComments(false)
                .setBufferSize(text.length() + 1)
                .build();
        try {
            Scanner scanner = new ScannerImpl(settings, new StreamReader(settings, text));
            Parser parser = new ParserImpl(settings, new CommentCheck(scanner, layout));
            while (parser.hasNext()) {
                Event event = parser.next();
                layout.accept(event);
                builder.accept(event);
            }
        } catch (MarkedYamlEngineException e) {
            throw refused(source, e.getProblemMark().map(Mark::getLine).orElse(-1) + 1, problem(e));
        } catch (ReaderException e) {
            throw refused(source, lineAt(text, e.getPosition()), unprintable(e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw refused(source, 0, "not valid YAML");
        }
        return new YamlDocument(source, "", builder.root());
    }

    /** The engine's own message quotes the text around the problem, which may be a secret; its problem line does not. */
    private static String problem(MarkedYamlEngineException e) {
        String problem = e.getProblem();
        return problem == null || problem.isBlank() ? "not valid YAML" : "not valid YAML: " + problem;
    }

    private static String unprintable(int codePoint) {
        return String.format(Locale.ROOT, "the character U+%04X is not allowed in YAML", codePoint);
    }

    private static int lineAt(String text, int position) {
        return 1
                + (int) text.codePoints()
                        .limit(Math.max(0, position))
                        .filter(c -> c == '\n')
                        .count();
    }

    private static SettingsException refused(String source, int line, String reason) {
        return SettingsException.of(new Origin(source, line), "", reason);
    }
}

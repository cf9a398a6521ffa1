package net.authproxy.core.shared.settings;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .env} files from a directory upward; the nearest wins. Lines are {@code [export ]NAME=value}; single
 * quotes keep the text, double quotes know {@code \n \r \t \" \\ \$}, without quotes a blank and {@code #} start a
 * comment. Variables inside values are not replaced.
 */
final class DotEnv {

    private static final String FILE = ".env";
    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=(.*)");
    private static final Pattern SINGLE = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
    private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"\\s*(?:#.*)?");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*$");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private DotEnv() {}

    static Map<String, String> readUpward(Path directory) {
        Map<String, String> variables = new HashMap<>();
        for (Path folder = directory; folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(FILE);
            if (Files.isRegularFile(file)) {
                read(file).forEach(variables::putIfAbsent);
            }
        }
        return variables;
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> variables = new HashMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                Matcher matcher = LINE.matcher(line);
                if (!matcher.matches()) {
                    throw refused(file, i, "expected NAME=value");
                }
                variables.put(matcher.group(1), value(file, i, matcher.group(2).strip()));
            }
        }
        return variables;
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > YamlReader.MAX_BYTES) {
                throw refused(file, -1, "larger than 1 MiB");
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException e) {
            throw refused(file, -1, "not valid UTF-8");
        } catch (IOException e) {
            throw refused(file, -1, "cannot be read");
        }
    }

    private static String value(Path file, int index, String text) {
        if (text.startsWith("'")) {
            return quoted(SINGLE, file, index, text);
        }
        if (text.startsWith("\"")) {
            return ESCAPE.matcher(quoted(DOUBLE, file, index, text))
                    .replaceAll(escape -> Matcher.quoteReplacement(unescape(escape.group(1))));
        }
        return COMMENT.matcher(text).replaceFirst("").strip();
    }

    private static String quoted(Pattern pattern, Path file, int index, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw refused(file, index, "the quotes do not close on this line");
        }
        return matcher.group(1);
    }

    private static String unescape(String escaped) {
        return switch (escaped) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            case "\"", "\\", "$" -> escaped;
            default -> "\\" + escaped;
        };
    }

    private static SettingsException refused(Path file, int index, String reason) {
        return SettingsException.of(new Origin(file.toString(), index + 1), "", reason);
    }
}

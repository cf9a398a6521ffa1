package net.authproxy.core.shared.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;

/** Converts single values, strictly: text is not taken for a number, nor a number for text. */
final class ScalarBinder {

    private static final String DATA_DIR = "<data_dir>";
    private static final Pattern SHARE = Pattern.compile("([1-9][0-9]?)%");

    private final Environment environment;
    private final Path workingDirectory;
    private final Path dataDirectory;

    ScalarBinder(Environment environment, Path workingDirectory, Path dataDirectory) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.dataDirectory = dataDirectory;
    }

    /** Null when there was a finding. */
    @Nullable
    Object bind(Shape shape, SettingsNode.Scalar node, Findings at) {
        Object bound = convert(shape, node, at);
        if (bound == null && !(shape instanceof Shape.Parsed && text(node) != null)) {
            at.add("must be " + expected(shape) + (fits(shape, node) ? "" : ", not " + node.kind()));
        }
        return bound;
    }

    static String expected(Shape shape) {
        return switch (shape) {
            case Shape.Text ignored -> "text (quote it if it looks like a number)";
            case Shape.SecretText ignored -> "text";
            case Shape.Flag ignored -> "true or false";
            case Shape.Whole whole -> whole(whole);
            case Shape.Span span ->
                "a duration such as 90s or 1d12h" + (span.nanoseconds() ? ", or a number of nanoseconds" : "");
            case Shape.Size size ->
                "a size such as 250kib or a number of bytes"
                        + (size.share() ? ", or a share of the heap such as 25%" : "");
            case Shape.Url ignored -> WebUrl.EXPECTED;
            case Shape.FilePath ignored -> "a path";
            case Shape.Choice choice ->
                "one of " + String.join(", ", choice.constants().keySet());
            case Shape.Parsed ignored -> "text";
            case Shape.Part ignored -> "a value";
            case Shape.ListOf ignored -> "a list";
            case Shape.MapOf ignored -> "a mapping";
            case Shape.RecordOf ignored -> "a mapping";
            case Shape.UnionOf ignored -> "a mapping";
        };
    }

    private static String whole(Shape.Whole whole) {
        boolean bounded = whole.max() < Integer.MAX_VALUE;
        return bounded
                ? "a whole number from " + whole.min() + " to " + whole.max()
                : "a whole number" + (whole.min() > Integer.MIN_VALUE ? " of at least " + whole.min() : "");
    }

    /** Whether naming the kind would add nothing to the finding. */
    private static boolean fits(Shape shape, SettingsNode.Scalar node) {
        boolean number = shape instanceof Shape.Whole || shape instanceof Shape.Size;
        boolean text = !number && !(shape instanceof Shape.Flag);
        return (number && node.value() instanceof Long) || (text && node.value() instanceof String);
    }

    private @Nullable Object convert(Shape shape, SettingsNode.Scalar node, Findings at) {
        return switch (shape) {
            case Shape.Text ignored -> text(node);
            case Shape.SecretText ignored -> node.value() == null ? null : SecretString.of(node.text());
            case Shape.Flag ignored -> node.value() instanceof Boolean flag ? flag : null;
            case Shape.Whole whole -> whole(whole, node);
            case Shape.Span span -> duration(span, node);
            case Shape.Size size -> size(size, node);
            case Shape.Url ignored -> WebUrl.parse(text(node)).orElse(null);
            case Shape.FilePath ignored -> path(text(node));
            case Shape.Choice choice -> choice.constants().get(node.text());
            case Shape.Parsed parsed -> parsed(parsed, text(node), at);
            default -> throw new IllegalStateException("not a single value: " + shape);
        };
    }

    private static @Nullable String text(SettingsNode.Scalar node) {
        if (node.untyped()) {
            return node.text();
        }
        return node.value() instanceof String text ? text : null;
    }

    private static @Nullable Object whole(Shape.Whole shape, SettingsNode.Scalar node) {
        if (!(node.value() instanceof Long value) || value < shape.min() || value > shape.max()) {
            return null;
        }
        return shape.narrow() ? (Object) value.intValue() : value;
    }

    private static @Nullable Duration duration(Shape.Span shape, SettingsNode.Scalar node) {
        if (node.value() instanceof Long number) {
            boolean allowed = number == 0 || (shape.nanoseconds() && number > 0);
            return allowed ? Duration.ofNanos(number) : null;
        }
        return node.value() instanceof String text ? HumanDuration.parse(text).orElse(null) : null;
    }

    private static @Nullable Long size(Shape.Size shape, SettingsNode.Scalar node) {
        if (node.value() instanceof Long number) {
            return number >= 0 ? number : null;
        }
        if (!(node.value() instanceof String text)) {
            return null;
        }
        Matcher share = SHARE.matcher(text);
        if (shape.share() && share.matches()) {
            return Runtime.getRuntime().maxMemory() / 100 * Integer.parseInt(share.group(1));
        }
        OptionalLong bytes = HumanSize.parse(text);
        return bytes.isPresent() ? (Long) bytes.getAsLong() : null;
    }

    private @Nullable Path path(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            if (text.startsWith(DATA_DIR)) {
                return dataDirectory
                        .resolve(text.substring(DATA_DIR.length() + 1))
                        .normalize();
            }
            boolean home = text.equals("~") || text.startsWith("~/");
            String expanded = home ? home() + text.substring(1) : text;
            return workingDirectory.resolve(expanded).normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private String home() {
        return environment.get("HOME").orElseGet(() -> System.getProperty("user.home"));
    }

    private static @Nullable Object parsed(Shape.Parsed shape, @Nullable String text, Findings at) {
        try {
            return text == null ? null : shape.parser().apply(text);
        } catch (IllegalArgumentException | AuthProxyException e) {
            at.add(Optional.ofNullable(e.getMessage()).orElse("not valid"));
            return null;
        }
    }
}

package net.authproxy.core.connector.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import net.authproxy.core.shared.template.Template;
import net.authproxy.core.shared.template.TemplateException;
import net.authproxy.core.shared.template.TemplateValues;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the members of one object of a definition. A wrong member becomes a finding and a harmless stand-in is given
 * back, so that reading goes on and all findings are listed; {@link #close} reports the members nobody asked for.
 */
final class ObjectReader {

    private static final String HTTPS = "https://";
    private static final int MAX_TEXT = 65_536;

    private final ObjectNode node;
    private final DocumentPath path;
    private final Reading reading;
    private final Set<String> unread;

    ObjectReader(ObjectNode node, DocumentPath path, Reading reading) {
        this.node = node;
        this.path = path;
        this.reading = reading;
        this.unread = new LinkedHashSet<>(node.propertyNames());
    }

    DocumentPath path() {
        return path;
    }

    DocumentPath path(String key) {
        return path.member(key);
    }

    Reading reading() {
        return reading;
    }

    void finding(String key, String message) {
        reading.finding(path(key), message);
    }

    /** Whether the member is there; one that is null counts as absent, as everywhere in a definition. */
    boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** The member as it stands; absent if it is not there or null. */
    @Nullable
    JsonNode raw(String key) {
        unread.remove(key);
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? null : value;
    }

    @Nullable
    JsonNode required(String key) {
        JsonNode value = raw(key);
        if (value == null) {
            finding(key, "is required");
        }
        return value;
    }

    /** Accepts members that have no effect in this version, with a warning. */
    void ignored(Predicate<String> keys) {
        for (String key : List.copyOf(unread)) {
            if (keys.test(key)) {
                raw(key);
                reading.warning(path(key), "has no effect in this version");
            }
        }
    }

    /** Nothing sensible can be said about the other members. */
    void ignoreRest() {
        unread.clear();
    }

    /** Reports the members that were not read. */
    void close() {
        unread.forEach(key -> reading.finding(path(key), "unknown key"));
    }

    @Nullable
    String text(String key) {
        JsonNode value = raw(key);
        return value == null ? null : asText(value, path(key));
    }

    String text(String key, String fallback) {
        String value = text(key);
        return value == null ? fallback : value;
    }

    String requiredText(String key) {
        JsonNode value = required(key);
        String text = value == null ? "" : asText(value, path(key));
        if (value != null && value.isString() && text.isEmpty()) {
            finding(key, "must not be empty");
        }
        return text;
    }

    /** A text that may be longer than others. */
    String requiredLongText(String key, int maxLength) {
        JsonNode value = required(key);
        return value == null ? "" : asText(value, path(key), maxLength);
    }

    private String asText(JsonNode value, DocumentPath where) {
        return asText(value, where, MAX_TEXT);
    }

    private String asText(JsonNode value, DocumentPath where, int maxLength) {
        if (!value.isString()) {
            reading.finding(where, "must be a text");
            return "";
        }
        if (value.stringValue().length() > maxLength) {
            reading.finding(where, "is too long");
        }
        return value.stringValue();
    }

    /** A link: an absolute https URL. */
    @Nullable
    String httpsUrl(String key) {
        String url = text(key);
        if (url != null && !isHttpsUrl(url)) {
            finding(key, "must be an https URL");
        }
        return url;
    }

    static boolean isHttpsUrl(String url) {
        try {
            return url.startsWith(HTTPS)
                    && !Template.compile(url).renderUrl(TemplateValues.NONE).isEmpty();
        } catch (TemplateException e) {
            return false;
        }
    }

    boolean flag(String key, boolean fallback) {
        JsonNode value = raw(key);
        if (value == null) {
            return fallback;
        }
        if (!value.isBoolean()) {
            finding(key, "must be true or false");
            return fallback;
        }
        return value.booleanValue();
    }

    int integer(String key, int fallback, int min, int max) {
        JsonNode value = raw(key);
        if (value == null) {
            return fallback;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            finding(key, "must be a whole number from " + min + " to " + max);
            return fallback;
        }
        return value.intValue();
    }

    double decimal(String key, double fallback, double min, double max) {
        JsonNode value = raw(key);
        if (value == null) {
            return fallback;
        }
        if (!value.isNumber() || value.doubleValue() < min || value.doubleValue() > max) {
            finding(key, "must be a number from " + min + " to " + max);
            return fallback;
        }
        return value.doubleValue();
    }

    @Nullable
    Duration duration(String key) {
        JsonNode value = raw(key);
        if (value == null) {
            return null;
        }
        if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() == 0) {
            return Duration.ZERO;
        }
        Optional<Duration> duration = value.isString() ? Quantities.duration(value.stringValue()) : Optional.empty();
        if (duration.isEmpty()) {
            finding(key, "must be a duration such as 1h30m, 10s or 250ms");
        }
        return duration.orElse(Duration.ZERO);
    }

    Duration duration(String key, Duration fallback) {
        Duration value = duration(key);
        return value == null ? fallback : value;
    }

    @Nullable
    Long size(String key) {
        JsonNode value = raw(key);
        if (value == null) {
            return null;
        }
        Optional<Long> size = Optional.empty();
        if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0) {
            size = Optional.of(value.longValue());
        } else if (value.isString()) {
            size = Quantities.size(value.stringValue());
        }
        if (size.isEmpty()) {
            finding(key, "must be a size such as 250kib, or a number of bytes");
        }
        return size.orElse(0L);
    }

    <E extends Enum<E>> E choice(String key, E fallback) {
        E chosen = choice(key, fallback.getDeclaringClass());
        return chosen == null ? fallback : chosen;
    }

    <E extends Enum<E>> @Nullable E choice(String key, Class<E> type) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        finding(key, "must be one of " + String.join(", ", names));
        return null;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        eachElement(key, (element, where) -> texts.add(asText(element, where)));
        return texts;
    }

    void eachElement(String key, BiConsumer<JsonNode, DocumentPath> use) {
        JsonNode list = raw(key);
        if (list == null) {
            return;
        }
        if (!list.isArray()) {
            finding(key, "must be a list");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            use.accept(list.get(i), path(key).element(i, list.get(i)));
        }
    }

    /** Each element of a list of objects; closes the readers itself. */
    <R> List<R> objects(String key, Function<ObjectReader, R> read) {
        List<R> results = new ArrayList<>();
        eachElement(
                key,
                (element, where) -> Objects.of(element, where, reading).ifPresent(reader -> {
                    results.add(read.apply(reader));
                    reader.close();
                }));
        return results;
    }

    /** The member object; empty if it is absent or not an object. The caller closes the reader. */
    Optional<ObjectReader> object(String key) {
        JsonNode value = raw(key);
        return value == null ? Optional.empty() : Objects.of(value, path(key), reading);
    }

    /** The member object read and closed; the fallback if it is absent or not an object. */
    <R> R object(String key, R fallback, Function<ObjectReader, R> read) {
        return object(key).map(reader -> closing(reader, read)).orElse(fallback);
    }

    static <R> R closing(ObjectReader reader, Function<ObjectReader, R> read) {
        R result = read.apply(reader);
        reader.close();
        return result;
    }

    /** The members of an object whose keys are the author's own. */
    void eachMember(String key, BiConsumer<String, ObjectReader> use) {
        object(key).ifPresent(reader -> reader.node.propertyNames().forEach(name -> use.accept(name, reader)));
    }

    Map<String, String> textMap(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        eachMember(key, (name, members) -> texts.put(name, members.requiredTextOrEmpty(name)));
        return texts;
    }

    private String requiredTextOrEmpty(String key) {
        JsonNode value = required(key);
        return value == null ? "" : asText(value, path(key));
    }

    /** Opens a node as an object. */
    static final class Objects {

        private Objects() {}

        static Optional<ObjectReader> of(JsonNode value, DocumentPath where, Reading reading) {
            if (value instanceof ObjectNode object) {
                return Optional.of(new ObjectReader(object, where, reading));
            }
            reading.finding(where, "must be an object");
            return Optional.empty();
        }
    }
}

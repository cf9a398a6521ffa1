package net.authproxy.core.authorization;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespaceMatcher;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;

/** A namespace matcher with slots that the actor fills (contract 4.3, 4.4). */
final class NamespaceTemplate {

    private static final String EXTERNAL_ID = "external_id";
    private static final String LABELS = "labels.";
    private static final Pattern SLOT = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final Pattern SEGMENT = Pattern.compile("^[a-zA-Z0-9_][a-zA-Z0-9_\\-]*$");

    private NamespaceTemplate() {}

    /** Whether the text is a matcher once its slots are filled, and every slot is a known one. */
    static boolean isValid(String text) {
        Matcher slots = SLOT.matcher(text);
        while (slots.find()) {
            String name = slots.group(1);
            boolean label = name.startsWith(LABELS) && Labels.isKey(name.substring(LABELS.length()));
            if (!name.equals(EXTERNAL_ID) && !label) {
                return false;
            }
        }
        return isMatcher(SLOT.matcher(text).replaceAll("x"));
    }

    /** The matcher for this actor; empty when a value is missing or is not one path segment: then nothing matches. */
    static Optional<NamespaceMatcher> fill(String text, String externalId, Map<String, String> labels) {
        if (text.indexOf('{') < 0) {
            return Optional.of(NamespaceMatcher.parse(text));
        }
        Matcher slots = SLOT.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (slots.find()) {
            String name = slots.group(1);
            String value = name.equals(EXTERNAL_ID) ? externalId : label(name, labels);
            if (value == null || !SEGMENT.matcher(value).matches()) {
                return Optional.empty();
            }
            slots.appendReplacement(filled, value);
        }
        slots.appendTail(filled);
        return isMatcher(filled.toString()) ? Optional.of(NamespaceMatcher.parse(filled.toString())) : Optional.empty();
    }

    private static @Nullable String label(String slot, Map<String, String> labels) {
        return labels.get(slot.substring(LABELS.length()));
    }

    private static boolean isMatcher(String text) {
        return NamespacePath.isValid(text.endsWith(".**") ? text.substring(0, text.length() - 3) : text);
    }
}

package net.authproxy.testsupport;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first form of an HTML page, as far as login and consent pages need it.
 *
 * @param action where it posts to
 * @param fields what a browser would send if nobody changed anything: hidden and text fields, checked radio buttons
 * @param boxes names and values of its check boxes, as {@code name=value}; checked or not
 */
record HtmlForm(URI action, Map<String, String> fields, Set<String> boxes) {

    private static final Pattern FORM = Pattern.compile("(?is)<form\\b([^>]*)>(.*?)</form>");
    private static final Pattern INPUT = Pattern.compile("(?is)<input\\b([^>]*)>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?s)([A-Za-z-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>]+)))?");

    HtmlForm {
        fields = Map.copyOf(fields);
        boxes = Set.copyOf(boxes);
    }

    /** Empty when the page has no form. */
    static Optional<HtmlForm> first(URI page, String html) {
        Matcher form = FORM.matcher(html);
        if (!form.find()) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        Set<String> boxes = new LinkedHashSet<>();
        Matcher inputs = INPUT.matcher(form.group(2));
        while (inputs.find()) {
            Map<String, String> input = attributes(inputs.group(1));
            String name = input.getOrDefault("name", "");
            String value = input.getOrDefault("value", "");
            switch (input.getOrDefault("type", "text").toLowerCase(Locale.ROOT)) {
                case "checkbox" -> boxes.add(name + "=" + value);
                case "submit", "button", "image" -> {}
                case "radio" -> {
                    if (input.containsKey("checked")) {
                        fields.put(name, value);
                    }
                }
                default -> fields.put(name, value);
            }
        }
        String action = attributes(form.group(1)).getOrDefault("action", "");
        return Optional.of(new HtmlForm(page.resolve(action), fields, boxes));
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher each = ATTRIBUTE.matcher(text);
        while (each.find()) {
            String value =
                    each.group(2) != null ? each.group(2) : each.group(3) != null ? each.group(3) : each.group(4);
            attributes.put(each.group(1).toLowerCase(Locale.ROOT), value == null ? "" : unescape(value));
        }
        return attributes;
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}

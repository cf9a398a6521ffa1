package net.authproxy.core.connector.definition;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.authproxy.core.shared.template.Template;
import net.authproxy.core.shared.template.TemplateException;
import net.authproxy.core.shared.template.TemplateValues;

/** Looks into URL templates before any value is known. */
final class UrlTemplates {

    private static final Pattern TAG = Pattern.compile("\\{\\{\\{?[^{}]*}?}}");
    private static final Pattern SECTION = Pattern.compile("\\{\\{\\s*[#^/!][^{}]*}}");
    private static final String SCHEME_END = "://";

    /** Stands for a section mark within a host; reads as a tag. */
    private static final String SECTION_STAND_IN = "{{~}}";

    /** Stands for a tag; not a host character. */
    private static final char MARK = '\uFDD2';

    private UrlTemplates() {}

    /** What is wrong with the template as a URL, whatever the values are. */
    static Optional<String> problem(Template template) {
        if (template.isConstant()) {
            return constantProblem(template);
        }
        String text = template.text();
        if (SECTION.matcher(text).lookingAt()) {
            return Optional.empty();
        }
        String marked = marked(text);
        if (marked.charAt(0) == MARK) {
            return marked.length() == 1 || "/?#\uFDD2".indexOf(marked.charAt(1)) >= 0
                    ? Optional.empty()
                    : Optional.of("a variable for the whole origin must be followed by a path");
        }
        Optional<String> authority = authority(text);
        if (authority.isEmpty()) {
            return Optional.of("must be an absolute https URL, or start with a variable for its origin");
        }
        return authority.get().indexOf('@') >= 0 ? Optional.of("must not hold user information") : Optional.empty();
    }

    private static Optional<String> constantProblem(Template template) {
        try {
            template.renderUrl(TemplateValues.NONE);
            return Optional.empty();
        } catch (TemplateException e) {
            return Optional.of(e.message());
        }
    }

    /** The host as written, without port; empty if a variable stands for it all. Section marks are one odd tag each. */
    static String hostTemplate(Template template) {
        return authority(template.text())
                .map(UrlTemplates::withoutPort)
                .map(host -> SECTION.matcher(host).replaceAll(SECTION_STAND_IN.replace("{", "\\{")))
                .orElse("");
    }

    /** Scheme, host and port as written; the whole text if a variable or a section stands for some of it. */
    static String origin(Template template) {
        String text = template.text();
        return authority(text)
                .map(authority -> text.substring(0, text.indexOf(SCHEME_END) + SCHEME_END.length()) + authority)
                .orElse(text);
    }

    /** The text between scheme and path; tags are skipped, as they may hold a slash. */
    private static Optional<String> authority(String text) {
        if (!text.startsWith("https" + SCHEME_END) && !text.startsWith("http" + SCHEME_END)) {
            return Optional.empty();
        }
        int begin = text.indexOf(SCHEME_END) + SCHEME_END.length();
        Matcher tag = TAG.matcher(text);
        int end = begin;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end = tag.region(end, text.length()).lookingAt() ? tag.end() : end + 1;
        }
        return end == begin ? Optional.empty() : Optional.of(text.substring(begin, end));
    }

    private static String withoutPort(String authority) {
        int end = authority.lastIndexOf(':');
        return end < 0 || authority.endsWith("]") ? authority : authority.substring(0, end);
    }

    /** The literal host, or the whole literal labels at its end; empty if there are none. */
    static String literalEnd(String hostTemplate) {
        String text = marked(hostTemplate);
        int last = text.lastIndexOf(MARK);
        String literal = last < 0 ? text : afterDot(text.substring(last + 1));
        String lower = literal.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** What follows the last variable belongs to its label up to the first dot. */
    private static String afterDot(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? "" : text.substring(dot + 1);
    }

    private static String marked(String text) {
        return TAG.matcher(text).replaceAll(String.valueOf(MARK));
    }
}

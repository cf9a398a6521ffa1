package net.authproxy.core.shared.template;

import java.util.List;
import java.util.Set;
import net.authproxy.core.shared.template.MustacheText.Piece;
import org.jspecify.annotations.Nullable;

/**
 * A Mustache subset (contract 6.3): variables, sections, inverted sections and comments. Compiled once, safe for many
 * threads. A missing variable is an error, never an empty text; there is no HTML escaping, instead each render method
 * writes the values in the way its target asks for. Equal texts are equal templates.
 */
public final class Template {

    /** Longest accepted template, in characters. */
    public static final int MAX_LENGTH = 16_384;

    private final String text;
    private final Set<TemplateVariable> variables;

    /** Absent for a constant. */
    private final @Nullable MustacheText mustache;

    private Template(String text, @Nullable MustacheText mustache) {
        this.text = text;
        this.mustache = mustache;
        this.variables = mustache == null ? Set.of() : Set.copyOf(mustache.variables());
    }

    /** @throws TemplateException if the text is not within the subset */
    public static Template compile(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new TemplateException("longer than " + MAX_LENGTH + " characters");
        }
        return new Template(text, text.contains("{{") ? MustacheText.compile(text) : null);
    }

    /** The author's text. */
    public String text() {
        return text;
    }

    /** All variables that are named, also in sections. */
    public Set<TemplateVariable> variables() {
        return variables;
    }

    /** Whether it renders to the same text whatever the values are. */
    public boolean isConstant() {
        return variables.isEmpty();
    }

    /** For bodies and parameters that are encoded later: values as they stand. */
    public String renderPlain(TemplateValues values) {
        if (mustache == null) {
            return text;
        }
        return joined(mustache.render(values));
    }

    /** For a header: CR, LF, NUL, other control characters and what does not fit a byte are refused. */
    public String renderHeader(TemplateValues values) {
        String rendered = renderPlain(values);
        for (int i = 0; i < rendered.length(); i++) {
            char c = rendered.charAt(i);
            // A character above 0xFF would be cut to its low byte on the wire: U+010A would become a line feed.
            if ((c < ' ' && c != '\t') || c == 0x7F || c > 0xFF) {
                throw new TemplateException("holds a character that is not allowed in a header");
            }
        }
        return rendered;
    }

    /**
     * For a URL. Values are percent-encoded in path and query; in the host they may only be host labels, in the port
     * only digits; one that stands for the whole origin must be an absolute https URL. The result is parsed again and
     * has the structure of the template.
     */
    public String renderUrl(TemplateValues values) {
        List<Piece> pieces = mustache == null ? List.of(new Piece(text, false)) : mustache.render(values);
        return new UrlRendering(pieces).render();
    }

    private static String joined(List<Piece> pieces) {
        StringBuilder out = new StringBuilder();
        pieces.forEach(piece -> out.append(piece.text()));
        return out.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Template that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "Template[" + text.length() + " characters]";
    }
}

package net.authproxy.core.shared.template;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Mustache side of a template: syntax, sections and look-up. It renders to pieces that still say what is the
 * author's text and what is a value, so that each value can be written in the way its place asks for.
 */
final class MustacheText {

    /** Unicode non-characters: they mark the values in jmustache's output and are refused in texts and values. */
    private static final char BEGIN = '\uFDD0';

    private static final char END = '\uFDD1';
    private static final Pattern FORBIDDEN = Pattern.compile("\\{\\{\\s*[=>$<]");

    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .escapeHTML(false)
            .withFormatter(MustacheText::format)
            .withCollector(new ValuesCollector());

    private final com.samskivert.mustache.Template compiled;
    private final Set<TemplateVariable> variables;

    private MustacheText(com.samskivert.mustache.Template compiled, Set<TemplateVariable> variables) {
        this.compiled = compiled;
        this.variables = variables;
    }

    static MustacheText compile(String text) {
        if (text.indexOf(BEGIN) >= 0 || text.indexOf(END) >= 0) {
            throw new TemplateException("holds a character that is not allowed");
        }
        if (FORBIDDEN.matcher(text).find()) {
            throw new TemplateException("partials, blocks and other delimiters are not supported");
        }
        try {
            com.samskivert.mustache.Template compiled = COMPILER.compile(text);
            Names names = new Names();
            compiled.visit(names);
            return new MustacheText(compiled, names.found);
        } catch (MustacheException e) {
            throw new TemplateException("not a valid template: " + e.getMessage(), e);
        }
    }

    Set<TemplateVariable> variables() {
        return variables;
    }

    /** The text as pieces; two values or two texts may follow each other. */
    List<Piece> render(TemplateValues values) {
        return split(compiled.execute(values));
    }

    private static List<Piece> split(String marked) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int begin = marked.indexOf(BEGIN); begin >= 0; begin = marked.indexOf(BEGIN, from)) {
            int end = marked.indexOf(END, begin);
            if (begin > from) {
                pieces.add(new Piece(marked.substring(from, begin), false));
            }
            pieces.add(new Piece(marked.substring(begin + 1, end), true));
            from = end + 1;
        }
        if (from < marked.length()) {
            pieces.add(new Piece(marked.substring(from), false));
        }
        return pieces;
    }

    private static String format(Object value) {
        if (value instanceof Missing missing) {
            throw new TemplateException("no value for " + missing.name());
        }
        if (value instanceof NotText) {
            throw new TemplateException("a list or an object cannot be written as text");
        }
        String text = value.toString();
        if (text.indexOf(BEGIN) >= 0 || text.indexOf(END) >= 0) {
            throw new TemplateException("a value holds a character that is not allowed");
        }
        return BEGIN + text + END;
    }

    /**
     * A part of a rendered template.
     *
     * @param text the text
     * @param value whether it is a variable's value, not the author's text
     */
    record Piece(String text, boolean value) {}

    /** No value: false in a section, an error as text. */
    private record Missing(String name) {}

    /** A list or an object: true in a section (unless empty), an error as text. */
    private record NotText() {}

    /** Looks names up in {@link TemplateValues} only: no reflection, no look into values, no iteration. */
    private static final class ValuesCollector extends DefaultCollector {

        @Override
        public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
            if (!(context instanceof TemplateValues)) {
                return null;
            }
            Optional<TemplateVariable> variable = TemplateVariable.parse(name);
            return (values, ignored) -> variable.flatMap(((TemplateValues) values)::find)
                    .map(ValuesCollector::usable)
                    .orElseGet(() -> new Missing(name));
        }

        @Override
        public @Nullable Iterator<?> toIterator(Object value) {
            boolean isFalse = value instanceof Missing || value.equals("") || value.equals(List.of());
            return isFalse ? Collections.emptyIterator() : null;
        }

        private static Object usable(Object value) {
            return switch (value) {
                case Collection<?> list -> list.isEmpty() ? List.of() : new NotText();
                case Map<?, ?> map -> map.isEmpty() ? List.of() : new NotText();
                default -> value;
            };
        }
    }

    private static final class Names implements Mustache.Visitor {

        private final Set<TemplateVariable> found = new LinkedHashSet<>();

        @Override
        public void visitText(String text) {}

        @Override
        public void visitVariable(String name) {
            found.add(TemplateVariable.parse(name)
                    .orElseThrow(() -> new TemplateException("unknown variable " + name
                            + "; use cfg.<key>, labels.<key>, annotations.<key> or credentials.<field>")));
        }

        @Override
        public boolean visitInclude(String name) {
            throw new TemplateException("partials are not supported");
        }

        @Override
        public boolean visitSection(String name) {
            visitVariable(name);
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            visitVariable(name);
            return true;
        }
    }
}

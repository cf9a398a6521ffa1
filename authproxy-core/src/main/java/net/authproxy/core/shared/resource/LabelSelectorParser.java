package net.authproxy.core.shared.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;

/** Recursive descent over the tokens of a selector. Keywords are plain words wherever a key or a value is expected. */
final class LabelSelectorParser {

    private final LabelSelectorLexer lexer;

    private LabelSelectorParser(String text) {
        lexer = new LabelSelectorLexer(text);
    }

    static LabelSelector parse(String text) {
        if (text.length() > LabelSelector.MAX_CHARACTERS) {
            throw invalid("more than " + LabelSelector.MAX_CHARACTERS + " characters");
        }
        return new LabelSelectorParser(text).selector();
    }

    private LabelSelector selector() {
        List<LabelSelector.Term> terms = new ArrayList<>();
        if (lexer.isAtEnd()) {
            return LabelSelector.EVERYTHING;
        }
        do {
            if (terms.size() == LabelSelector.MAX_TERMS) {
                throw invalid("more than " + LabelSelector.MAX_TERMS + " terms");
            }
            terms.add(term());
        } while (lexer.skip(","));
        if (!lexer.isAtEnd()) {
            throw invalid("expected a comma or the end");
        }
        return new LabelSelector(terms);
    }

    private LabelSelector.Term term() {
        if (lexer.skip("!")) {
            return new LabelSelector.Absent(key());
        }
        String key = key();
        if (lexer.isAtEnd() || lexer.isNext(",")) {
            return new LabelSelector.Exists(key);
        }
        return switch (lexer.next()) {
            case "=", "==" -> new LabelSelector.OneOf(key, oneValue());
            case "!=" -> new LabelSelector.NoneOf(key, oneValue());
            case "in" -> new LabelSelector.OneOf(key, values());
            case "notin" -> new LabelSelector.NoneOf(key, values());
            case ">", "<" -> throw invalid("numeric operators are not supported");
            default -> throw invalid("expected one of = == != in notin");
        };
    }

    private String key() {
        String word = lexer.isNextWord() ? lexer.next() : "";
        if (!Labels.isKey(word)) {
            throw invalid(word.isEmpty() ? "expected a label key" : "not a valid label key");
        }
        return word;
    }

    private SortedSet<String> oneValue() {
        return new TreeSet<>(List.of(valueOrEmpty()));
    }

    /** A list in parentheses; nothing between two commas is the empty value. */
    private SortedSet<String> values() {
        if (!lexer.skip("(")) {
            throw invalid("expected a list of values in parentheses");
        }
        SortedSet<String> values = new TreeSet<>();
        do {
            values.add(valueOrEmpty());
        } while (lexer.skip(","));
        if (!lexer.skip(")")) {
            throw invalid("expected a comma or a closing parenthesis");
        }
        return values;
    }

    private String valueOrEmpty() {
        String word = lexer.isNextWord() ? lexer.next() : "";
        if (!Labels.isValue(word)) {
            throw invalid("not a valid label value");
        }
        return word;
    }

    /** Positions and reasons only: the selector itself may be anything and is not repeated. */
    private static AuthProxyException invalid(String reason) {
        return new AuthProxyException(
                ErrorCode.INVALID_LABEL_SELECTOR,
                "invalid label selector: " + reason,
                List.of(new FieldError("label_selector", reason)));
    }
}

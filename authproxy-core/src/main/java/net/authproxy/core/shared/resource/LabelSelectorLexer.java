package net.authproxy.core.shared.resource;

/**
 * Splits a selector into words and the symbols {@code = == != ! ( ) , < >}. Only space, tab, CR and LF separate; every
 * other character belongs to a word, which the parser then checks.
 */
final class LabelSelectorLexer {

    private static final String BLANKS = " \t\r\n";
    private static final String SYMBOLS = "=!(),<>";

    private final String text;
    private int position;
    private String next;

    LabelSelectorLexer(String text) {
        this.text = text;
        this.next = read();
    }

    boolean isAtEnd() {
        return next.isEmpty();
    }

    boolean isNext(String token) {
        return next.equals(token);
    }

    boolean isNextWord() {
        return !next.isEmpty() && SYMBOLS.indexOf(next.charAt(0)) < 0;
    }

    /** Takes the next token if it is this one. */
    boolean skip(String token) {
        if (!isNext(token)) {
            return false;
        }
        next = read();
        return true;
    }

    /** Takes the next token; empty at the end. */
    String next() {
        String token = next;
        next = read();
        return token;
    }

    private String read() {
        while (position < text.length() && BLANKS.indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        int start = position;
        while (position < text.length() && isWordCharacter(text.charAt(position))) {
            position++;
        }
        if (position == start && position < text.length()) {
            position += symbolLength();
        }
        return text.substring(start, position);
    }

    private int symbolLength() {
        char first = text.charAt(position);
        boolean withEquals = (first == '=' || first == '!') && text.startsWith("=", position + 1);
        return withEquals ? 2 : 1;
    }

    private static boolean isWordCharacter(char c) {
        return BLANKS.indexOf(c) < 0 && SYMBOLS.indexOf(c) < 0;
    }
}

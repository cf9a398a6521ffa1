package net.authproxy.core.audit;

/** Text from outside in a form that every database takes and no reader of the log is fooled by. */
final class AuditText {

    private static final int LONGEST = 256;
    private static final char REPLACEMENT = '\uFFFD';

    private AuditText() {}

    /** At most {@value #LONGEST} characters; control characters and lone surrogates are replaced. */
    static String of(String text) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), LONGEST));
        for (int i = 0; i < text.length() && clean.length() < LONGEST; i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair && clean.length() + 2 <= LONGEST) {
                clean.append(c).append(text.charAt(++i));
            } else {
                clean.append(Character.isSurrogate(c) || Character.isISOControl(c) ? REPLACEMENT : c);
            }
        }
        return clean.toString();
    }
}

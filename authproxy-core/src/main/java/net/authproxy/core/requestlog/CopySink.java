package net.authproxy.core.requestlog;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of PostgreSQL's COPY: tabs between values, one line per row, {@code \N} for null. */
final class CopySink implements LogRow.Sink {

    private static final String ESCAPED = "\\\t\n\r";
    private static final String ESCAPES = "\\tnr";

    private final StringBuilder rows = new StringBuilder(512 * 1024);

    void addRow(RequestLogEntry entry, String labels) throws SQLException {
        LogRow.write(entry, labels, this);
        rows.setCharAt(rows.length() - 1, '\n');
    }

    byte[] bytes() {
        return rows.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void text(@Nullable String value) {
        if (value == null) {
            rows.append("\\N\t");
            return;
        }
        if (needsEscape(value)) {
            appendEscaped(value);
        } else {
            rows.append(value);
        }
        rows.append('\t');
    }

    private static boolean needsEscape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '\\') {
                return true;
            }
        }
        return false;
    }

    private void appendEscaped(String value) {
        String storable = StorableText.of(value);
        for (int i = 0; i < storable.length(); i++) {
            char c = storable.charAt(i);
            int escape = ESCAPED.indexOf(c);
            if (escape >= 0) {
                rows.append('\\').append(ESCAPES.charAt(escape));
            } else {
                rows.append(c);
            }
        }
    }

    @Override
    public void number(long value) {
        rows.append(value).append('\t');
    }

    @Override
    public void optional(@Nullable Number value) {
        if (value == null) {
            text(null);
        } else {
            number(value.longValue());
        }
    }

    @Override
    public void flag(boolean value) {
        rows.append(value ? 't' : 'f').append('\t');
    }
}

package net.authproxy.core.encryption;

/**
 * A column that holds {@link EncryptedField} JSON. Each feature registers its own as a bean, so that key use can be
 * counted and rows be re-encrypted.
 */
public record EncryptedColumn(String table, String column) {

    private static final java.util.regex.Pattern NAME = java.util.regex.Pattern.compile("[a-z0-9_]+");

    public EncryptedColumn {
        if (!NAME.matcher(table).matches() || !NAME.matcher(column).matches()) {
            throw new IllegalArgumentException("not a plain SQL name");
        }
    }
}

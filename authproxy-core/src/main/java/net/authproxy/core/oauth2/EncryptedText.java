package net.authproxy.core.oauth2;

import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sealed values as JSON columns of plain SQL. */
final class EncryptedText {

    private static final JsonMapper JSON = new JsonMapper();

    private EncryptedText() {}

    static @Nullable String write(@Nullable EncryptedField field) {
        return field == null ? null : JSON.writeValueAsString(field);
    }

    static @Nullable EncryptedField read(@Nullable String text) {
        return text == null ? null : JSON.readValue(text, EncryptedField.class);
    }

    /** The parameter as SQL: PostgreSQL takes no text for a JSON column. */
    static String parameter(DatabaseKind kind, String name) {
        return kind == DatabaseKind.POSTGRES ? "cast(:" + name + " as jsonb)" : ":" + name;
    }
}

package net.authproxy.core.encryption;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** {@code {"id","d"}} in the URL-safe alphabet: an encrypted field as one word. */
public final class OpaqueText {

    private OpaqueText() {}

    /** The word. */
    public static String encode(EncryptedField field) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((field.keyVersionId() + ' ' + field.data()).getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads it back; IllegalArgumentException for anything else. */
    public static EncryptedField decode(String text) {
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        int blank = plain.indexOf(' ');
        if (blank < 0) {
            throw new IllegalArgumentException("not an encrypted field");
        }
        return new EncryptedField(plain.substring(0, blank), plain.substring(blank + 1));
    }
}

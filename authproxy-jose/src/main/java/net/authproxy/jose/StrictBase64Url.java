package net.authproxy.jose;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64url without padding (RFC 7515, section 2) that has exactly one spelling per value: libraries skip foreign
 * letters and ignore spare bits, which lets many texts stand for one token.
 */
final class StrictBase64Url {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private StrictBase64Url() {}

    static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** Empty when the text has padding, a letter outside the alphabet, an impossible length or non-zero spare bits. */
    static Optional<byte[]> decode(String text) {
        if (text.length() % 4 == 1 || !text.chars().allMatch(StrictBase64Url::isLetter)) {
            return Optional.empty();
        }
        byte[] letters = text.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = Base64.getUrlDecoder().decode(letters);
        return Arrays.equals(ENCODER.encode(bytes), letters) ? Optional.of(bytes) : Optional.empty();
    }

    private static boolean isLetter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}

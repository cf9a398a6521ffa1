package net.authproxy.demo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/** The key this third party accepts, and the knowledge of how to keep it out of answers. */
final class AcceptedKey {

    private static final int SHOWN_CHARACTERS = 12;

    private final byte[] bytes;
    private final String fingerprint;
    private final Set<String> spellings = new LinkedHashSet<>();

    AcceptedKey(String key) {
        this.bytes = key.getBytes(StandardCharsets.UTF_8);
        this.fingerprint = HexFormat.of().formatHex(sha256().digest(bytes)).substring(0, SHOWN_CHARACTERS);
        spellings.add(basic(key));
        spellings.add(key);
        spellings.add(URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    boolean matches(String candidate) {
        return MessageDigest.isEqual(bytes, candidate.getBytes(StandardCharsets.UTF_8));
    }

    /** The first 12 hexadecimal characters of the key's SHA-256. */
    String fingerprint() {
        return fingerprint;
    }

    /** The text with the key (plain, percent-encoded, as a Basic pair) replaced by its fingerprint. */
    String mask(String text) {
        String masked = text;
        for (String spelling : spellings) {
            masked = masked.replace(spelling, "[sha256:" + fingerprint + "]");
        }
        return masked;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String basic(String key) {
        byte[] pair = (CredentialPlace.BASIC_USER + ":" + key).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(pair);
    }
}

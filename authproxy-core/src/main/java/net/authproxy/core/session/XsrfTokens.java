package net.authproxy.core.session;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * XSRF tokens of one session: the hour, and an HMAC over session id and hour under the session's own key (contract 5.5).
 * Nothing is written when one is made; one is good for 24 hours of the clock, and never longer than its session.
 */
final class XsrfTokens {

    private static final long HOUR = 3_600_000;
    private static final int HOURS = 24;
    private static final int LONGEST = 100;
    private static final String ALGORITHM = "HmacSHA256";

    private final String sessionId;
    private final SecretKeySpec key;
    private volatile Token newest;

    XsrfTokens(SessionRecord session) {
        this.sessionId = session.id();
        this.key = new SecretKeySpec(Base64.getUrlDecoder().decode(session.xsrfKey()), ALGORITHM);
        this.newest = make(session.lastSeenAt() / HOUR);
    }

    private record Token(long hour, String text) {}

    /** The token of this hour; made once and then remembered. */
    String current(long nowMillis) {
        long hour = nowMillis / HOUR;
        Token known = newest;
        if (known.hour() != hour) {
            known = make(hour);
            newest = known;
        }
        return known.text();
    }

    boolean accepts(String token, long nowMillis) {
        int dot = token.indexOf('.');
        if (dot < 1 || token.length() > LONGEST) {
            return false;
        }
        long hour;
        try {
            hour = Long.parseLong(token.substring(0, dot));
        } catch (NumberFormatException e) {
            return false;
        }
        long age = nowMillis / HOUR - hour;
        return age >= 0
                && age < HOURS
                && MessageDigest.isEqual(
                        make(hour).text().getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private Token make(long hour) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] tag = mac.doFinal((sessionId + '|' + hour).getBytes(StandardCharsets.US_ASCII));
            return new Token(
                    hour, hour + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(tag));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java platform", e);
        }
    }
}

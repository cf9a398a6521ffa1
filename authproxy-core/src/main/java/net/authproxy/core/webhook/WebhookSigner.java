package net.authproxy.core.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what is sent, with the time, so that a receiver can refuse an old copy (contract 12). */
final class WebhookSigner {

    static final String HEADER = "X-AuthProxy-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSigner() {}

    /** The header's value: {@code t=<unix>,v1=<hex HMAC-SHA256 of "<t>.<body>">}. */
    static String sign(byte[] secret, long unixSeconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update((unixSeconds + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + unixSeconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}

package net.authproxy.jose;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes tokens in compact form. */
public final class JwsSigner {

    private JwsSigner() {}

    /**
     * Signs the claims as they stand.
     *
     * @param claims anything Jackson can write as JSON; times are whole seconds
     * @param kid id or fingerprint of the key for the header; null leaves it out
     */
    public static String sign(Map<String, Object> claims, SigningKey key, @Nullable String kid) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", key.algorithm().text());
        header.put("typ", "JWT");
        if (kid != null) {
            header.put("kid", kid);
        }
        String input = StrictBase64Url.encode(StrictJson.bytes(header))
                + "."
                + StrictBase64Url.encode(StrictJson.bytes(claims));
        byte[] signature = key.sign(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + StrictBase64Url.encode(signature);
    }
}

package net.authproxy.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/** Tokens that no honest library makes: header and signature are whatever the attack wants. */
final class RawTokens {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RawTokens() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    static Map<String, Object> header(Object alg) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", alg);
        header.put("typ", "JWT");
        return header;
    }

    static String input(Object header, Object claims) {
        return encode(header instanceof String text ? text : json(header)) + "."
                + encode(claims instanceof String text ? text : json(claims));
    }

    static String hmac(String javaName, byte[] key, String input) {
        try {
            Mac mac = Mac.getInstance(javaName);
            mac.init((Key) new SecretKeySpec(key, javaName));
            return input + "." + encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param javaName such as {@code SHA256withRSA} or {@code SHA256withECDSAinP1363Format} */
    static String signed(String javaName, PrivateKey key, String input) {
        return input + "." + encode(signature(javaName, key, input));
    }

    static byte[] signature(String javaName, PrivateKey key, String input) {
        try {
            Signature engine = Signature.getInstance(javaName);
            if (javaName.equals("RSASSA-PSS")) {
                engine.setParameter(new java.security.spec.PSSParameterSpec(
                        "SHA-256", "MGF1", java.security.spec.MGF1ParameterSpec.SHA256, 32, 1));
            }
            engine.initSign(key);
            engine.update(input.getBytes(StandardCharsets.US_ASCII));
            return engine.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package net.authproxy.core.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of a cookie's value with its service: what a known session is found by, without keeping the cookie. */
record CookieDigest(long a, long b, long c, long d, String service) {

    static CookieDigest of(String value, String service) {
        try {
            ByteBuffer hash = ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
            return new CookieDigest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong(), service);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}

package net.authproxy.core.shared.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script that runs as one atomic step on the server.
 *
 * @param source its text
 * @param sha the name the server knows it by: SHA-1 of the text, in hex
 */
public record RedisScript(String source, String sha) {

    /** Reads script files that lie beside the class and joins them in this order. */
    public static RedisScript of(Class<?> beside, String... names) {
        StringBuilder source = new StringBuilder();
        for (String name : names) {
            source.append(read(beside, name)).append('\n');
        }
        return new RedisScript(source.toString(), sha1(source.toString()));
    }

    private static String read(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no script " + name + " beside " + beside.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static String sha1(String source) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException problem) {
            throw new IllegalStateException(problem);
        }
    }
}

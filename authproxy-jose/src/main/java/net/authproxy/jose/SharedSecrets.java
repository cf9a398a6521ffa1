package net.authproxy.jose;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules for secrets that two sides share to sign with HMAC (contract 4.2 and 11.4). */
public final class SharedSecrets {

    private static final int ROOT_BYTES = 32;
    private static final int HEX_LETTERS = 2 * ROOT_BYTES;
    private static final Pattern BASE64_OF_32 = Pattern.compile("[A-Za-z0-9+/_-]{43}=?");
    private static final String WEAK_LIST = "weak-hmac-secrets.txt";

    private SharedSecrets() {}

    /**
     * The secret in the content of a key file: 32 raw bytes, or hex or base64 text of 32 bytes, or else the bytes as
     * they stand without a trailing line end. Server and command line must read one file alike, so both call this.
     */
    public static byte[] fromFile(byte[] content) {
        if (content.length == ROOT_BYTES) {
            return content.clone();
        }
        byte[] bytes = withoutLineEnd(content);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.length() == HEX_LETTERS && text.chars().allMatch(HexFormat::isHexDigit)) {
            return HexFormat.of().parseHex(text);
        }
        if (BASE64_OF_32.matcher(text).matches()) {
            return Base64.getUrlDecoder()
                    .decode(text.replace('+', '-').replace('/', '_').replace("=", ""));
        }
        return bytes;
    }

    /** Whether the secret, as bytes or as text with blanks around it, is on a public list of guessed secrets. */
    public static boolean isPubliclyKnown(byte[] secret) {
        String text = new String(secret, StandardCharsets.UTF_8);
        return WeakList.SECRETS.contains(text) || WeakList.SECRETS.contains(text.strip());
    }

    static void requireStrong(byte[] secret, SignatureAlgorithm algorithm) {
        int least = leastBytes(algorithm);
        if (secret.length < least) {
            throw new KeyRejectedException("a shared secret must have at least " + least + " bytes");
        }
        if (isPubliclyKnown(secret)) {
            throw new KeyRejectedException("the shared secret is on a public list of weak secrets");
        }
    }

    /** As many bytes as the hash, which is also the length of a signature (RFC 7518, 3.2). */
    static int leastBytes(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case HS256 -> 32;
            case HS384 -> 48;
            case HS512 -> 64;
            case RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EDDSA ->
                throw new IllegalArgumentException(algorithm.text() + " uses no shared secret");
        };
    }

    private static byte[] withoutLineEnd(byte[] content) {
        int end = content.length;
        while (end > 0 && (content[end - 1] == '\n' || content[end - 1] == '\r')) {
            end--;
        }
        return Arrays.copyOf(content, end);
    }

    /** Loaded when the first secret is judged. */
    private static final class WeakList {

        private static final Set<String> SECRETS = load();

        private static Set<String> load() {
            InputStream list = Objects.requireNonNull(SharedSecrets.class.getResourceAsStream(WEAK_LIST));
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
                return lines.lines().filter(line -> !line.isEmpty()).collect(Collectors.toUnmodifiableSet());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + WEAK_LIST, e);
            }
        }
    }
}

package net.authproxy.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.authproxy.jose.PrivateKeys;
import net.authproxy.jose.SigningKey;
import tools.jackson.databind.json.JsonMapper;

/** The throw-away keys of authproxy-jose, as people send them. */
final class RegisteredKeys {

    /** Kind of key to its one algorithm. */
    static final Map<String, String> ALGORITHMS = new LinkedHashMap<>();

    static {
        ALGORITHMS.put("rsa", "RS256");
        ALGORITHMS.put("ecdsa256", "ES256");
        ALGORITHMS.put("ecdsa384", "ES384");
        ALGORITHMS.put("ecdsa521", "ES512");
        ALGORITHMS.put("ed25519", "EdDSA");
    }

    private RegisteredKeys() {}

    private static Path directory() {
        return Path.of(System.getProperty("authproxy.root", ".."), "authproxy-jose", "src/test/resources/keys");
    }

    static String text(String file) {
        try {
            return Files.readString(directory().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files that are keys nobody may register. */
    static List<String> refused() {
        return names(directory().resolve("refused"))
                .map(name -> "refused/" + name)
                .toList();
    }

    /** Files with private keys, plain and encrypted, in every form. */
    static List<String> privateKeys() {
        return names(directory())
                .filter(name -> name.endsWith("openssh") || name.matches("[^.]+\\.(encrypted\\.)?(pkcs8\\.)?pem"))
                .toList();
    }

    private static Stream<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One key as OpenSSH line, PEM and JWK. */
    static List<String> formats(String kind) {
        String pem = text(kind + ".spki.pem");
        return List.of(text(kind + ".pub"), pem, jwk(kind, pem));
    }

    private static String jwk(String kind, String pem) {
        if (!kind.equals("ed25519")) {
            try {
                return JWK.parseFromPEMEncodedObjects(pem).toJSONString();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        String point = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOfRange(der, der.length - 32, der.length));
        return JsonMapper.shared().writeValueAsString(Map.of("kty", "OKP", "crv", "Ed25519", "x", point));
    }

    static SigningKey signing(String kind) {
        return PrivateKeys.parse(text(kind + ".openssh"), null);
    }

    /** A part of the text that an echo would show. */
    static String middle(String text) {
        String flat = text.replaceAll("-----[A-Z0-9 ]+-----", "").replaceAll("\\s", "");
        byte[] bytes = flat.getBytes(StandardCharsets.UTF_8);
        int half = bytes.length / 2;
        return new String(bytes, half, Math.min(24, bytes.length - half), StandardCharsets.UTF_8);
    }
}

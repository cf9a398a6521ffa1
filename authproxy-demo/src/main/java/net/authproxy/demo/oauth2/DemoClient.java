package net.authproxy.demo.oauth2;

import java.net.URI;
import java.security.PublicKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client of the provider.
 *
 * @param secret null for a client without one
 * @param key the public key of {@link ClientMethod#PRIVATE_KEY_JWT}, RSA or EC; null for others
 * @param redirectUris compared character by character; empty for any http(s) URL of this machine
 */
public record DemoClient(
        String id,
        @Nullable String secret,
        @Nullable PublicKey key,
        Set<ClientMethod> methods,
        Set<String> redirectUris) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    public DemoClient {
        methods = Set.copyOf(methods);
        redirectUris = Set.copyOf(redirectUris);
    }

    /** A client with a secret, sent in the body or as Basic. */
    public static DemoClient confidential(String id, String secret) {
        return new DemoClient(
                id, secret, null, Set.of(ClientMethod.CLIENT_SECRET_BASIC, ClientMethod.CLIENT_SECRET_POST), Set.of());
    }

    /** A client without a secret. */
    public static DemoClient publicClient(String id) {
        return new DemoClient(id, null, null, Set.of(ClientMethod.NONE), Set.of());
    }

    /** A client that signs an assertion (RFC 7523) with the private key of this public one. */
    public static DemoClient withKey(String id, PublicKey key) {
        return new DemoClient(id, null, key, Set.of(ClientMethod.PRIVATE_KEY_JWT), Set.of());
    }

    /** The same client with one method only. */
    public DemoClient only(ClientMethod method) {
        return new DemoClient(id, secret, key, Set.of(method), redirectUris);
    }

    /** The same client with one redirect URI only. */
    public DemoClient redirectingTo(String redirectUri) {
        return new DemoClient(id, secret, key, methods, Set.of(redirectUri));
    }

    boolean isPublic() {
        return methods.equals(Set.of(ClientMethod.NONE));
    }

    boolean mayRedirectTo(String uri) {
        return redirectUris.isEmpty() ? isLoopback(uri) : redirectUris.contains(uri);
    }

    private static boolean isLoopback(String text) {
        try {
            URI uri = URI.create(text);
            String scheme = uri.getScheme();
            return ("http".equals(scheme) || "https".equals(scheme))
                    && uri.getHost() != null
                    && LOOPBACK.contains(uri.getHost())
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "DemoClient[" + id + ", " + methods + "]";
    }
}

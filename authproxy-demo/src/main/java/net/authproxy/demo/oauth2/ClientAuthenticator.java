package net.authproxy.demo.oauth2;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out which client sends a request (RFC 6749 2.3, RFC 7523 2.2). */
final class ClientAuthenticator {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Clients clients;
    private final Assertions assertions;

    ClientAuthenticator(Clients clients, Assertions assertions) {
        this.clients = clients;
        this.assertions = assertions;
    }

    /** The client, proved; throws a {@link Refusal} otherwise. */
    DemoClient authenticate(Exchange exchange) {
        Parameters parameters = exchange.parameters();
        List<String> headers = exchange.request().headers().getAll("Authorization");
        boolean secret = parameters.one("client_secret").isPresent();
        boolean assertion = parameters.one("client_assertion").isPresent();
        if ((headers.isEmpty() ? 0 : 1) + (secret ? 1 : 0) + (assertion ? 1 : 0) > 1) {
            // RFC 6749 2.3: not more than one method in a request.
            throw Refusal.invalidRequest("more than one kind of client authentication");
        }
        if (!headers.isEmpty()) {
            return byBasic(headers.getFirst());
        }
        if (assertion) {
            return byAssertion(exchange);
        }
        String id =
                parameters.one("client_id").orElseThrow(() -> Refusal.invalidClient("no client authentication", false));
        return secret
                ? bySecret(id, parameters.one("client_secret").orElse(""), ClientMethod.CLIENT_SECRET_POST)
                : known(id, ClientMethod.NONE);
    }

    /** RFC 6749 2.3.1: id and secret are form-urlencoded before they are joined. */
    private DemoClient byBasic(String header) {
        if (!header.regionMatches(true, 0, "basic ", 0, 6)) {
            throw Refusal.invalidClient("the Authorization header is not Basic", true);
        }
        try {
            byte[] pair = Base64.getDecoder().decode(header.substring(6).strip());
            String[] parts = new String(pair, StandardCharsets.UTF_8).split(":", 2);
            if (parts.length == 2) {
                return bySecret(
                        Parameters.decode(parts[0]), Parameters.decode(parts[1]), ClientMethod.CLIENT_SECRET_BASIC);
            }
        } catch (IllegalArgumentException e) {
            throw Refusal.invalidClient("the Authorization header is not Base64", true);
        }
        throw Refusal.invalidClient("the Authorization header has no colon", true);
    }

    private DemoClient bySecret(String id, String secret, ClientMethod method) {
        DemoClient client = known(id, method);
        String expected = client.secret();
        byte[] actual = secret.getBytes(StandardCharsets.UTF_8);
        if (expected == null || !MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), actual)) {
            throw refused(method);
        }
        return client;
    }

    private DemoClient byAssertion(Exchange exchange) {
        Parameters parameters = exchange.parameters();
        String assertion = parameters.one("client_assertion").orElse("");
        String id = Assertions.issuer(assertion).orElse("");
        DemoClient client = known(id, ClientMethod.PRIVATE_KEY_JWT);
        boolean typed = parameters.one("client_assertion_type").equals(Optional.of(ASSERTION_TYPE));
        boolean fits = parameters.one("client_id").map(id::equals).orElse(true);
        if (!typed || !fits || client.key() == null) {
            throw refused(ClientMethod.PRIVATE_KEY_JWT);
        }
        Set<String> audiences =
                Set.copyOf(List.of(exchange.issuer(), exchange.url(Endpoint.TOKEN), exchange.url(exchange.endpoint())));
        return assertions
                .check(assertion, client.key(), audiences)
                .map(JWTClaimsSet::getSubject)
                .filter(id::equals)
                .map(subject -> client)
                .orElseThrow(() -> refused(ClientMethod.PRIVATE_KEY_JWT));
    }

    private DemoClient known(String id, ClientMethod method) {
        return clients.find(id)
                .filter(client -> client.methods().contains(method))
                .orElseThrow(() -> refused(method));
    }

    private static Refusal refused(ClientMethod method) {
        return Refusal.invalidClient(
                "unknown client, or wrong " + method.id(), method == ClientMethod.CLIENT_SECRET_BASIC);
    }
}

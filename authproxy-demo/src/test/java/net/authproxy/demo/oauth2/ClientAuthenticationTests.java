package net.authproxy.demo.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import net.authproxy.demo.oauth2.ProviderClient.Reply;
import net.authproxy.testsupport.DemoConsent;
import org.junit.jupiter.api.Test;

class ClientAuthenticationTests extends ProviderTest {

    private static final String ODD_SECRET = "s:e%c r+e&t/ü";
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final KeyPair RSA = keys("RSA");

    @Test
    void takesTheSecretInTheBody() throws Exception {
        provider.register(DemoClient.confidential("odd:id", ODD_SECRET).only(ClientMethod.CLIENT_SECRET_POST));

        assertThat(machine("client_id", "odd:id", "client_secret", ODD_SECRET).status())
                .isEqualTo(200);
        assertThat(machine("client_id", "odd:id", "client_secret", "other").status())
                .isEqualTo(401);
        assertThat(basic("odd:id", ODD_SECRET).status()).isEqualTo(401);
    }

    @Test
    void takesTheSecretAsBasicFormUrlencoded() throws Exception {
        provider.register(DemoClient.confidential("odd:id", ODD_SECRET).only(ClientMethod.CLIENT_SECRET_BASIC));

        assertThat(basic("odd:id", ODD_SECRET).status()).isEqualTo(200);
        Reply refused = basic("odd:id", "other");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("error")).isEqualTo("invalid_client");
        assertThat(refused.header("WWW-Authenticate")).startsWith("Basic");
        assertThat(machine("client_id", "odd:id", "client_secret", ODD_SECRET).status())
                .isEqualTo(401);
    }

    @Test
    void refusesTwoMethodsAtOnceAndNone() throws Exception {
        Reply both = client.post(
                Endpoint.TOKEN,
                Map.of("grant_type", "client_credentials", "client_id", "a", "client_secret", "b"),
                "Authorization",
                "Basic eDp5");

        assertThat(both.text("error")).isEqualTo("invalid_request");
        assertThat(client.post(Endpoint.TOKEN, Map.of("grant_type", "client_credentials"))
                        .text("error"))
                .isEqualTo("invalid_client");
    }

    @Test
    void aPublicClientNeedsNoSecretButItsVerifier() throws Exception {
        String url = client.authorizeUrl("openid", Map.of("client_id", ProviderSettings.PUBLIC_CLIENT_ID));
        String code =
                ProviderClient.parameters(DemoConsent.allow().callback(url)).get("code");

        Reply tokens =
                client.exchange(code, Map.of("client_id", ProviderSettings.PUBLIC_CLIENT_ID, "client_secret", ""));

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(machine("client_id", ProviderSettings.PUBLIC_CLIENT_ID).text("error"))
                .isEqualTo("unauthorized_client");
        assertThat(machine("client_id", ProviderSettings.CLIENT_ID).text("error"))
                .as("a client with a secret must send it")
                .isEqualTo("invalid_client");
    }

    @Test
    void takesAnAssertionOfTheClientsKey() throws Exception {
        KeyPair ec = keys("EC");
        provider.register(DemoClient.withKey("signer", RSA.getPublic()));
        provider.register(DemoClient.withKey("ec-signer", ec.getPublic()));

        assertThat(asserted(rsa("signer", provider.url(Endpoint.TOKEN), Duration.ofMinutes(1)))
                        .status())
                .isEqualTo(200);
        assertThat(asserted(rsa("signer", provider.issuer(), Duration.ofMinutes(1)))
                        .status())
                .isEqualTo(200);
        assertThat(asserted(signed(
                                JWSAlgorithm.ES256,
                                new ECDSASigner((ECPrivateKey) ec.getPrivate()),
                                claims("ec-signer", provider.issuer(), Duration.ofMinutes(1))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesAnAssertionThatIsNotGood() throws Exception {
        provider.register(DemoClient.withKey("signer", RSA.getPublic()));
        String once = rsa("signer", provider.issuer(), Duration.ofMinutes(1));
        JWTClaimsSet good = claims("signer", provider.issuer(), Duration.ofMinutes(1));
        String foreign = signed(JWSAlgorithm.RS256, new RSASSASigner(keys("RSA").getPrivate()), good);

        assertThat(asserted(once).status()).isEqualTo(200);
        assertThat(asserted(once).text("error")).as("a second time").isEqualTo("invalid_client");
        assertThat(asserted(foreign).text("error")).isEqualTo("invalid_client");
        assertThat(asserted(rsa("signer", "https://other.example", Duration.ofMinutes(1)))
                        .text("error"))
                .isEqualTo("invalid_client");
        assertThat(asserted(rsa("signer", provider.issuer(), Duration.ofSeconds(-1)))
                        .text("error"))
                .isEqualTo("invalid_client");
        assertThat(asserted(rsa("nobody", provider.issuer(), Duration.ofMinutes(1)))
                        .text("error"))
                .isEqualTo("invalid_client");
        assertThat(asserted("no token at all").text("error")).isEqualTo("invalid_client");
    }

    @Test
    void exchangesAnAssertionOfATrustedIssuer() throws Exception {
        provider.trustAssertions("robot@demo.example", RSA.getPublic());
        JWTClaimsSet person = new JWTClaimsSet.Builder(
                        claims("robot@demo.example", provider.url(Endpoint.TOKEN), Duration.ofMinutes(5)))
                .subject("ada@demo.example")
                .claim("scope", "calendars.read")
                .build();

        Reply forPerson = bearer(signed(JWSAlgorithm.RS256, new RSASSASigner(RSA.getPrivate()), person));
        Reply forItself = bearer(rsa("robot@demo.example", provider.issuer(), Duration.ofMinutes(5)));

        assertThat(forPerson.status()).isEqualTo(200);
        assertThat(forPerson.json().has("refresh_token")).isFalse();
        assertThat(client.api("calendars", forPerson.text("access_token")).text("items"))
                .isEmpty();
        assertThat(client.api("me", forPerson.text("access_token")).text("id")).isEqualTo("u-1001");
        assertThat(client.api("me", forItself.text("access_token")).text("id")).isEqualTo("robot@demo.example");
        assertThat(provider.traffic().issued(TokenEndpoint.JWT_BEARER)).isEqualTo(2);
    }

    @Test
    void refusesAnAssertionOfAStranger() throws Exception {
        String assertion = rsa("robot@demo.example", provider.issuer(), Duration.ofMinutes(5));

        assertThat(bearer(assertion).text("error")).isEqualTo("invalid_grant");
        provider.trustAssertions("robot@demo.example", keys("RSA").getPublic());
        assertThat(bearer(assertion).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void aMachineGetsNoRefreshTokenAndOnlyKnownScopes() throws Exception {
        Map<String, String> form = new HashMap<>(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                ProviderSettings.MACHINE_CLIENT_ID,
                "client_secret",
                ProviderSettings.CLIENT_SECRET,
                "scope",
                "calendars.read"));

        Reply tokens = client.post(Endpoint.TOKEN, form);
        form.put("scope", "nobody.knows");

        assertThat(tokens.json().has("refresh_token")).isFalse();
        assertThat(tokens.text("scope")).isEqualTo("calendars.read");
        assertThat(client.api("calendars?maxResults=2", tokens.text("access_token"))
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(2);
        assertThat(client.post(Endpoint.TOKEN, form).text("error")).isEqualTo("invalid_scope");
    }

    @Test
    void takesAJsonBody() throws Exception {
        Reply tokens = client.send(ProviderClient.request(provider.url(Endpoint.TOKEN))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\",\"client_secret\":\"%s\"}"
                                .formatted(ProviderSettings.MACHINE_CLIENT_ID, ProviderSettings.CLIENT_SECRET))));

        assertThat(tokens.status()).isEqualTo(200);
    }

    private Reply basic(String id, String secret) throws Exception {
        String pair =
                URLEncoder.encode(id, StandardCharsets.UTF_8) + ":" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return client.post(
                Endpoint.TOKEN,
                Map.of("grant_type", "client_credentials"),
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private Reply machine(String... parameters) throws Exception {
        Map<String, String> form = new HashMap<>(Map.of("grant_type", "client_credentials"));
        for (int i = 0; i < parameters.length; i += 2) {
            form.put(parameters[i], parameters[i + 1]);
        }
        return client.post(Endpoint.TOKEN, form);
    }

    private Reply asserted(String assertion) throws Exception {
        return machine("client_assertion_type", ASSERTION_TYPE, "client_assertion", assertion);
    }

    private Reply bearer(String assertion) throws Exception {
        return client.post(Endpoint.TOKEN, Map.of("grant_type", TokenEndpoint.JWT_BEARER, "assertion", assertion));
    }

    private String rsa(String id, String audience, Duration life) throws Exception {
        return signed(JWSAlgorithm.RS256, new RSASSASigner(RSA.getPrivate()), claims(id, audience, life));
    }

    private JWTClaimsSet claims(String id, String audience, Duration life) {
        return new JWTClaimsSet.Builder()
                .issuer(id)
                .subject(id)
                .audience(audience)
                .expirationTime(Date.from(clock.instant().plus(life)))
                .jwtID(UUID.randomUUID().toString())
                .build();
    }

    private static String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static KeyPair keys(String kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (kind.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package net.authproxy.demo.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.Map;
import net.authproxy.demo.oauth2.ProviderClient.Reply;
import net.authproxy.testsupport.DemoConsent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizationCodeTests extends ProviderTest {

    @Test
    void goesFromConsentToAProtectedCall() throws Exception {
        String callback = DemoConsent.allow()
                .as("u-1002")
                .callback(client.authorizeUrl("openid profile email calendars.read calendars.write"));
        Map<String, String> answer = ProviderClient.parameters(callback);
        assertThat(callback).startsWith(ProviderClient.CALLBACK + "?");
        assertThat(answer).containsEntry("state", "s-1").containsEntry("iss", provider.issuer());

        Reply tokens = client.exchange(answer.get("code"));

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.text("token_type")).isEqualTo("Bearer");
        assertThat(tokens.json().path("expires_in").intValue()).isEqualTo(300);
        assertThat(tokens.text("scope")).isEqualTo("openid profile email calendars.read calendars.write");
        assertThat(tokens.header("Cache-Control")).isEqualTo("no-store");
        assertThat(client.api("me", tokens.text("access_token")).text("name")).isEqualTo("Noor Haddad");
        assertThat(provider.isLive(tokens.text("refresh_token"))).isTrue();
        assertThat(provider.traffic().issued("authorization_code")).isOne();
    }

    @Test
    void signsAnIdTokenWithTheKeyItPublishes() throws Exception {
        SignedJWT token = SignedJWT.parse(client.tokens().text("id_token"));
        JWKSet keys =
                JWKSet.parse(client.get(provider.url(Endpoint.JWKS)).response().body());

        assertThat(token.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        assertThat(keys.getKeys()).noneMatch(key -> key.isPrivate());
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo(provider.issuer());
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("u-1001");
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly(ProviderSettings.CLIENT_ID);
        assertThat(token.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("n-1");
        assertThat(token.getJWTClaimsSet().getStringClaim("email")).isEqualTo("ada@demo.example");
        assertThat(token.getJWTClaimsSet().getExpirationTime().toInstant()).isAfter(clock.instant());
    }

    @Test
    void givesNoIdTokenWithoutOpenid() throws Exception {
        assertThat(client.exchange(client.code("calendars.read")).json().has("id_token"))
                .isFalse();
    }

    @Test
    void leavesAnOptionalScopeOutWhenItsBoxIsNotTicked() throws Exception {
        String callback = DemoConsent.allow()
                .without("calendars.write")
                .callback(client.authorizeUrl("openid calendars.read calendars.write contacts.read"));

        Reply tokens = client.exchange(ProviderClient.parameters(callback).get("code"));

        assertThat(tokens.text("scope")).isEqualTo("openid calendars.read contacts.read");
    }

    @Test
    void readsScopesThatCommasSeparate() throws Exception {
        assertThat(client.exchange(client.code("openid,calendars.read")).text("scope"))
                .isEqualTo("openid calendars.read");
    }

    @Test
    void tellsTheClientThatThePersonDenied() {
        String callback = DemoConsent.deny().callback(client.authorizeUrl("openid"));

        assertThat(ProviderClient.parameters(callback))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "s-1")
                .containsEntry("iss", provider.issuer())
                .doesNotContainKey("code");
    }

    @Test
    void namesNoIssuerWhenThatIsOff() throws Exception {
        provider.behave(now -> now.withIssInCallback(false));

        assertThat(ProviderClient.parameters(DemoConsent.allow().callback(client.authorizeUrl("openid"))))
                .doesNotContainKey("iss");
        assertThat(client.get(provider.url(Endpoint.OPENID_CONFIGURATION))
                        .json()
                        .path("authorization_response_iss_parameter_supported")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void aCodeThatComesTwiceRevokesWhatItGave() throws Exception {
        String code = client.code("openid calendars.read");
        Reply first = client.exchange(code);

        Reply second = client.exchange(code);

        assertThat(second.status()).isEqualTo(400);
        assertThat(second.text("error")).isEqualTo("invalid_grant");
        assertThat(client.api("me", first.text("access_token")).status()).isEqualTo(401);
        assertThat(client.refresh(first.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
        assertThat(provider.grants().getFirst().ended()).isEqualTo(GrantView.REUSED_CODE);
    }

    @ParameterizedTest
    @CsvSource({
        "code_verifier, wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong",
        "code_verifier, ''",
        "redirect_uri, http://127.0.0.1:9/other",
        "redirect_uri, ''",
        "code, ac_unknown"
    })
    void refusesACodeThatDoesNotFit(String parameter, String value) throws Exception {
        String code = client.code("openid");

        Reply refused = client.exchange(code, Map.of(parameter, value));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("error")).isIn("invalid_grant");
        assertThat(provider.grants()).isEmpty();
    }

    @Test
    void refusesAVerifierWithoutAChallengeAndAForeignClientsCode() throws Exception {
        String url = client.authorizeUrl("openid", Map.of("code_challenge", "", "code_challenge_method", ""));
        String code =
                ProviderClient.parameters(DemoConsent.allow().callback(url)).get("code");
        assertThat(client.exchange(code).text("error")).isEqualTo("invalid_grant");

        assertThat(client.exchange(client.code("openid"), Map.of("client_id", ProviderSettings.MACHINE_CLIENT_ID))
                        .text("error"))
                .isEqualTo("invalid_grant");
    }

    @Test
    void refusesAnExpiredCode() throws Exception {
        String code = client.code("openid");
        clock.advance(Duration.ofSeconds(60));

        assertThat(client.exchange(code).text("error")).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, token, unsupported_response_type",
        "scope, nobody.knows, invalid_scope",
        "code_challenge_method, plain, invalid_request",
        "code_challenge_method, '', invalid_request",
        "prompt, none, interaction_required"
    })
    void tellsTheClientWhatIsWrongWithItsRequest(String parameter, String value, String error) {
        String callback = DemoConsent.allow().callback(client.authorizeUrl("openid", Map.of(parameter, value)));

        assertThat(ProviderClient.parameters(callback))
                .containsEntry("error", error)
                .containsEntry("state", "s-1");
    }

    @Test
    void wantsPkceOfAPublicClientAlways() {
        String url = client.authorizeUrl(
                "openid",
                Map.of(
                        "client_id",
                        ProviderSettings.PUBLIC_CLIENT_ID,
                        "code_challenge",
                        "",
                        "code_challenge_method",
                        ""));

        assertThat(ProviderClient.parameters(DemoConsent.allow().callback(url)))
                .containsEntry("error", "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, nobody",
        "client_id, ''",
        "redirect_uri, https://example.com/callback",
        "redirect_uri, javascript:alert(1)",
        "redirect_uri, http://127.0.0.1@example.com/",
        "redirect_uri, ''"
    })
    void staysOnItsPageWhenTheClientIsNotKnownToBeGood(String parameter, String value) throws Exception {
        Reply page = client.get(client.authorizeUrl("openid", Map.of(parameter, value)));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Location")).isEmpty();
    }

    @Test
    void comparesARegisteredRedirectUriCharacterByCharacter() throws Exception {
        provider.register(DemoClient.confidential("strict", "s").redirectingTo("https://app.example/cb"));

        assertThat(client.get(client.authorizeUrl(
                                "openid", Map.of("client_id", "strict", "redirect_uri", "https://app.example/cb")))
                        .status())
                .isEqualTo(200);
        assertThat(client.get(client.authorizeUrl(
                                "openid", Map.of("client_id", "strict", "redirect_uri", "https://app.example/cb/")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void showsNothingUnescapedAndLoadsNothing() throws Exception {
        provider.register(DemoClient.confidential("<script>x</script>\"'&", "s"));

        Reply page = client.get(client.authorizeUrl(
                "openid calendars.write", Map.of("client_id", "<script>x</script>\"'&", "state", "\"><b>")));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.response().body())
                .contains("&lt;script&gt;x&lt;/script&gt;&quot;&#39;&amp;")
                .doesNotContain("<script")
                .doesNotContain("<b>")
                .doesNotContain("src=")
                .doesNotContain("@import")
                .doesNotContain("url(")
                .doesNotContain("<link");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
    }

    @Test
    void aConsentScreenCanBeDecidedOnce() throws Exception {
        String html = client.get(client.authorizeUrl("openid")).response().body();
        String ticket = html.replaceAll("(?s).*name=\"ticket\" value=\"([^\"]+)\".*", "$1");
        Map<String, String> form = Map.of("ticket", ticket, "person", "u-1001", "decision", "allow");

        assertThat(client.post(Endpoint.DECISION, form).status()).isEqualTo(303);
        assertThat(client.post(Endpoint.DECISION, form).status()).isEqualTo(400);
        assertThat(client.post(Endpoint.DECISION, Map.of("ticket", "made-up", "decision", "allow"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void tellsThePersonWhatComesAfterTheReturn() throws Exception {
        assertThat(client.get(provider.url(Endpoint.DONE)).response().body()).contains("close this page");
        assertThat(client.get(provider.url(Endpoint.DONE) + "?setup=pending&connection_id=%3Cb%3E")
                        .response()
                        .body())
                .contains("One more step")
                .doesNotContain("<b>");
    }

    @Test
    void describesItselfAtBothAddresses() throws Exception {
        Reply openId = client.get(provider.url(Endpoint.OPENID_CONFIGURATION));

        assertThat(openId.json())
                .isEqualTo(client.get(provider.url(Endpoint.SERVER_METADATA)).json());
        assertThat(openId.text("issuer")).isEqualTo(provider.issuer());
        assertThat(openId.text("token_endpoint")).isEqualTo(provider.url(Endpoint.TOKEN));
        assertThat(openId.json().path("code_challenge_methods_supported").toString())
                .isEqualTo("[\"S256\"]");
    }
}

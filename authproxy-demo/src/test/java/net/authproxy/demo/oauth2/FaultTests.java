package net.authproxy.demo.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import net.authproxy.demo.oauth2.ProviderClient.Reply;
import net.authproxy.testsupport.DemoConsent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTests extends ProviderTest {

    @Test
    void aRuleIsUsedUpByTheRequestsItCounts() throws Exception {
        String token = client.tokens().text("refresh_token");
        provider.faults().nextGrant(2, "refresh_token", Fault.refuse(503, "temporarily_unavailable"));

        assertThat(client.tokens().status()).as("another grant type").isEqualTo(200);
        assertThat(client.refresh(token).status()).isEqualTo(503);
        assertThat(provider.faults().active().getFirst().times()).isOne();
        assertThat(client.refresh(token).status()).isEqualTo(503);
        assertThat(provider.faults().active()).isEmpty();
        assertThat(client.refresh(token).status()).isEqualTo(200);
    }

    @Test
    void aRuleWithoutACountStaysUntilItIsCleared() throws Exception {
        provider.faults().always(Endpoint.API, new Fault.Unauthorized());
        String token = client.tokens().text("access_token");

        assertThat(client.api("me", token).status()).isEqualTo(401);
        assertThat(client.api("me", token).status()).isEqualTo(401);
        provider.faults().clear();
        assertThat(client.api("me", token).status()).isEqualTo(200);
    }

    @Test
    void takesAGoodTokenForABadOneOnce() throws Exception {
        String token = client.tokens().text("access_token");
        provider.faults().next(1, Endpoint.API, new Fault.Unauthorized());

        Reply refused = client.api("me", token);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        assertThat(client.api("me", token).status()).isEqualTo(200);
    }

    @Test
    void answersWithTheErrorThatIsAskedFor() throws Exception {
        provider.faults().next(1, Endpoint.TOKEN, new Fault.Refuse(429, "slow_down", "7"));

        Reply refused = client.exchange(client.code("openid"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("error")).isEqualTo("slow_down");
        assertThat(refused.header("Retry-After")).isEqualTo("7");
        assertThat(provider.grants()).as("nothing changed").isEmpty();
    }

    @Test
    void sendsAnErrorOfTheConsentScreenToTheClient() {
        provider.faults().next(1, Endpoint.AUTHORIZE, Fault.refuse(503, "temporarily_unavailable"));

        String callback = DemoConsent.allow().callback(client.authorizeUrl("openid"));

        assertThat(ProviderClient.parameters(callback))
                .containsEntry("error", "temporarily_unavailable")
                .containsEntry("state", "s-1");
    }

    @Test
    void changesWhatTheCallbackSays() {
        provider.faults()
                .next(
                        1,
                        Endpoint.DECISION,
                        new Fault.CallbackParameter("iss", "https://evil.example"),
                        new Fault.CallbackParameter("state", null));

        assertThat(ProviderClient.parameters(DemoConsent.allow().callback(client.authorizeUrl("openid"))))
                .containsEntry("iss", "https://evil.example")
                .doesNotContainKey("state");
    }

    @ParameterizedTest
    @CsvSource({"BEFORE_CHANGE, true", "AFTER_CHANGE, false"})
    void resetsBeforeOrAfterTheRotation(Moment moment, boolean stillGood) throws Exception {
        String token = client.tokens().text("refresh_token");
        provider.faults().nextGrant(1, "refresh_token", new Fault.Reset(moment));

        assertThatThrownBy(() -> client.refresh(token)).isInstanceOf(IOException.class);

        assertThat(provider.isLive(token)).isEqualTo(stillGood);
        assertThat(provider.grants().getFirst().refreshes()).isEqualTo(stillGood ? 0 : 1);
    }

    @Test
    void sendsHalfAnAnswerAfterTheRotation() throws Exception {
        String token = client.tokens().text("refresh_token");
        provider.faults().nextGrant(1, "refresh_token", new Fault.Half());

        assertThatThrownBy(() -> client.refresh(token)).isInstanceOf(IOException.class);

        assertThat(provider.isLive(token)).isFalse();
    }

    @Test
    void holdsAnAnswerUntilItIsReleased() throws Exception {
        String token = client.tokens().text("refresh_token");
        provider.faults().nextGrant(1, "refresh_token", new Fault.Hold(Moment.AFTER_CHANGE));

        CompletableFuture<Reply> held = CompletableFuture.supplyAsync(() -> unchecked(token));
        await(() -> provider.faults().held() == 1);
        assertThat(provider.isLive(token)).as("rotated already").isFalse();
        assertThat(held).isNotDone();
        assertThat(client.tokens().status()).as("others go on").isEqualTo(200);

        assertThat(provider.faults().release()).isOne();
        assertThat(held.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    @Test
    void delaysWithoutHoldingOthersUp() throws Exception {
        String token = client.tokens().text("refresh_token");
        provider.faults().nextGrant(1, "refresh_token", new Fault.Delay(Duration.ofMillis(400), Moment.BEFORE_CHANGE));
        long began = System.nanoTime();

        CompletableFuture<Reply> slow = CompletableFuture.supplyAsync(() -> unchecked(token));
        await(() -> provider.traffic().tokenRequests("refresh_token") == 1);
        assertThat(provider.isLive(token)).as("not rotated yet").isTrue();

        assertThat(slow.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void wantsAGetWithEverythingInTheQuery() throws Exception {
        String token = client.tokens().text("refresh_token");
        provider.faults().always(Endpoint.TOKEN, new Fault.GetOnly());

        Reply post = client.refresh(token);
        Reply get = client.get(
                provider.url(Endpoint.TOKEN) + "?" + ProviderClient.encode(ProviderClient.refreshForm(token)));

        assertThat(post.status()).isEqualTo(405);
        assertThat(post.header("Allow")).isEqualTo("GET");
        assertThat(get.status()).isEqualTo(200);
        provider.faults().clear();
        assertThat(client.get(provider.url(Endpoint.TOKEN) + "?grant_type=refresh_token")
                        .status())
                .isEqualTo(405);
    }

    @Test
    void nestsTheTokens() throws Exception {
        Reply answer = with(new Fault.Nested(List.of("data", "auth")));

        assertThat(answer.json().path("data").path("auth").path("access_token").stringValue())
                .startsWith("at_");
        assertThat(answer.json().has("access_token")).isFalse();
    }

    @Test
    void answersFormEncoded() throws Exception {
        Reply answer = with(new Fault.FormEncoded(), new Fault.CommaScopes());

        assertThat(answer.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(ProviderClient.parameters("http://x/?" + answer.response().body()))
                .containsEntry("scope", "openid,calendars.read")
                .containsEntry("expires_in", "300");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "0", "1e30", "\"3600\"", "\"soon\"", "null", "99999999999999999999"})
    void saysAnyExpiry(String json) throws Exception {
        Reply answer = with(Fault.expiresIn(json));

        assertThat(answer.response().body()).contains("\"expires_in\":" + json + ",");
    }

    @Test
    void leavesTheExpiryOut() throws Exception {
        assertThat(with(Fault.noExpiresIn()).json().has("expires_in")).isFalse();
    }

    @Test
    void makesNoRefreshTokenAndKeepsTheOldOne() throws Exception {
        assertThat(with(new Fault.NoRefreshToken()).json().has("refresh_token")).isFalse();

        String token = client.tokens().text("refresh_token");
        provider.faults().nextGrant(1, "refresh_token", new Fault.NoRefreshToken());
        assertThat(client.refresh(token).json().has("refresh_token")).isFalse();
        assertThat(client.refresh(token).status()).isEqualTo(200);
    }

    @Test
    void grantsOtherScopesThanAskedFor() throws Exception {
        Reply narrower = with(new Fault.GrantScopes(Set.of("openid")));
        Reply wider = with(new Fault.GrantScopes(Set.of("openid", "calendars.read", "contacts.read")));

        assertThat(narrower.text("scope")).isEqualTo("openid");
        assertThat(client.api("calendars", narrower.text("access_token")).status())
                .isEqualTo(403);
        assertThat(wider.text("scope")).contains("contacts.read");
        assertThat(with(Fault.noScope()).json().has("scope")).isFalse();
        assertThat(with(Fault.emptyScope()).text("scope")).isEmpty();
    }

    @Test
    void repeatsAMember() throws Exception {
        assertThat(with(new Fault.DuplicateMember("access_token", "\"other\""))
                        .response()
                        .body())
                .containsPattern("\"access_token\":\"at_.*\"access_token\":\"other\"");
    }

    @Test
    void putsControlCharactersIntoTheToken() throws Exception {
        assertThat(with(new Fault.DirtyToken("\r\nX-Evil: 1")).text("access_token"))
                .contains("\r\nX-Evil: 1")
                .startsWith("at_");
        assertThat(with(new Fault.DirtyToken("\0")).text("access_token")).contains("\0");
    }

    @Test
    void answersInSizesNobodyWants() throws Exception {
        assertThat(with(new Fault.Huge(10 << 20)).response().body()).hasSizeGreaterThan(10 << 20);
        assertThat(with(new Fault.Deep(5_000)).response().body()).contains("[".repeat(5_000));
    }

    @Test
    void packsABomb() throws Exception {
        String code = client.code("openid calendars.read");
        provider.faults().next(1, Endpoint.TOKEN, new Fault.GzipBomb(50 << 20));

        HttpResponse<byte[]> answer = client.http()
                .send(
                        ProviderClient.request(provider.url(Endpoint.TOKEN))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(ProviderClient.encode(Map.of(
                                        "grant_type",
                                        "authorization_code",
                                        "code",
                                        code,
                                        "redirect_uri",
                                        ProviderClient.CALLBACK,
                                        "code_verifier",
                                        ProviderClient.VERIFIER,
                                        "client_id",
                                        ProviderSettings.CLIENT_ID,
                                        "client_secret",
                                        ProviderSettings.CLIENT_SECRET))))
                                .build(),
                        BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.body()).hasSizeLessThan(1 << 20);
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8).strip())
                    .startsWith("{\"access_token\"");
        }
    }

    @Test
    void answersWithAPageARedirectOrAnythingElse() throws Exception {
        Reply page = with(new Fault.Html(200));
        Reply raw = with(new Fault.Raw(200, "application/json", "[1,2"));
        Reply redirect = with(new Fault.Redirect(307, "http://127.0.0.1:1/"));

        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(raw.response().body()).isEqualTo("[1,2");
        assertThat(redirect.status()).isEqualTo(307);
        assertThat(redirect.header("Location")).isEqualTo("http://127.0.0.1:1/");
        assertThat(provider.grants()).isEmpty();
    }

    @Test
    void changesClaimsOfTheIdToken() throws Exception {
        SignedJWT changed = SignedJWT.parse(
                with(new Fault.IdTokenClaim("nonce", "\"other\""), new Fault.IdTokenClaim("aud", "null"))
                        .text("id_token"));

        assertThat(changed.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("other");
        assertThat(changed.getJWTClaimsSet().getAudience()).isEmpty();
    }

    @Test
    void faultsOfOneRequestAddUp() throws Exception {
        provider.faults().next(1, Endpoint.TOKEN, Fault.noExpiresIn());

        Reply answer = with(new Fault.Nested(List.of("data")));

        assertThat(answer.json().path("data").has("access_token")).isTrue();
        assertThat(answer.json().path("data").has("expires_in")).isFalse();
    }

    @Test
    void keepsWhatCameForTestsAndHidesItFromText() throws Exception {
        client.exchange(client.code("openid"));

        ReceivedRequest request = provider.traffic().log(Endpoint.TOKEN).getFirst();
        assertThat(request.parameter("client_secret")).isEqualTo(ProviderSettings.CLIENT_SECRET);
        assertThat(request.toString())
                .contains("client_secret")
                .doesNotContain(ProviderSettings.CLIENT_SECRET)
                .doesNotContain("ac_");
        assertThat(provider.traffic().requests(Endpoint.TOKEN)).isOne();
        provider.traffic().clear();
        assertThat(provider.traffic().log()).isEmpty();
    }

    private Reply with(Fault... faults) throws Exception {
        String code = client.code("openid calendars.read");
        provider.faults().next(1, Endpoint.TOKEN, faults);
        return client.exchange(code);
    }

    private Reply unchecked(String token) {
        try {
            return client.refresh(token);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(condition::getAsBoolean);
    }
}

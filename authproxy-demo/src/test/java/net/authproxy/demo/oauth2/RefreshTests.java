package net.authproxy.demo.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import net.authproxy.demo.oauth2.ProviderClient.Reply;
import org.junit.jupiter.api.Test;

class RefreshTests extends ProviderTest {

    @Test
    void rotates() throws Exception {
        Reply first = client.tokens();

        Reply second = client.refresh(first.text("refresh_token"));

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("refresh_token")).isNotEmpty().isNotEqualTo(first.text("refresh_token"));
        assertThat(second.text("access_token")).isNotEqualTo(first.text("access_token"));
        assertThat(provider.isLive(first.text("refresh_token"))).isFalse();
        assertThat(client.refresh(second.text("refresh_token")).status()).isEqualTo(200);
        assertThat(provider.traffic().issued("refresh_token")).isEqualTo(2);
        assertThat(provider.grants().getFirst().refreshes()).isEqualTo(2);
    }

    @Test
    void strictReuseDetectionEndsEverything() throws Exception {
        String old = client.tokens().text("refresh_token");
        Reply newest = client.refresh(old);

        Reply reused = client.refresh(old);

        assertThat(reused.status()).isEqualTo(400);
        assertThat(reused.text("error")).isEqualTo("invalid_grant");
        assertThat(client.refresh(newest.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
        assertThat(client.api("me", newest.text("access_token")).status()).isEqualTo(401);
        assertThat(provider.grants().getFirst().ended()).isEqualTo(GrantView.REUSED_REFRESH_TOKEN);
    }

    @Test
    void aGracePeriodForgivesAReuseUntilItIsOver() throws Exception {
        provider.behave(now -> now.withReuse(new Reuse.Grace(Duration.ofSeconds(30))));
        String old = client.tokens().text("refresh_token");
        client.refresh(old);

        clock.advance(Duration.ofSeconds(29));
        Reply forgiven = client.refresh(old);
        assertThat(forgiven.status()).isEqualTo(200);
        assertThat(provider.isLive(forgiven.text("refresh_token"))).isTrue();

        clock.advance(Duration.ofSeconds(1));
        assertThat(client.refresh(old).text("error")).isEqualTo("invalid_grant");
        assertThat(provider.isLive(forgiven.text("refresh_token"))).isFalse();
    }

    @Test
    void withoutReuseDetectionOnlyTheOldTokenIsRefused() throws Exception {
        provider.behave(now -> now.withReuse(new Reuse.Refused()));
        String old = client.tokens().text("refresh_token");
        Reply newest = client.refresh(old);

        assertThat(client.refresh(old).text("error")).isEqualTo("invalid_grant");
        assertThat(client.refresh(newest.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void withoutRotationTheTokenStays() throws Exception {
        provider.behave(now -> now.withRotation(false));
        String token = client.tokens().text("refresh_token");

        assertThat(client.refresh(token).text("refresh_token")).isEqualTo(token);
        assertThat(client.refresh(token).status()).isEqualTo(200);
    }

    @Test
    void tokensEndWithTheirLife() throws Exception {
        provider.behave(
                now -> now.withAccessTokenLife(Duration.ofSeconds(1)).withRefreshTokenLife(Duration.ofSeconds(5)));
        Reply tokens = client.tokens();
        assertThat(tokens.json().path("expires_in").intValue()).isOne();
        assertThat(client.api("me", tokens.text("access_token")).status()).isEqualTo(200);

        clock.advance(Duration.ofSeconds(1));
        assertThat(client.api("me", tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(provider.isLive(tokens.text("refresh_token"))).isTrue();

        clock.advance(Duration.ofSeconds(4));
        assertThat(client.refresh(tokens.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void narrowsTheScopeOnRequestAndNeverWidensIt() throws Exception {
        String token = client.tokens().text("refresh_token");
        Map<String, String> form = new HashMap<>(ProviderClient.refreshForm(token));
        form.put("scope", "openid contacts.read");
        assertThat(client.post(Endpoint.TOKEN, form).text("error")).isEqualTo("invalid_scope");

        form.put("scope", "openid");
        Reply narrowed = client.post(Endpoint.TOKEN, form);
        assertThat(narrowed.text("scope")).isEqualTo("openid");
        assertThat(client.api("calendars", narrowed.text("access_token")).status())
                .isEqualTo(403);
    }

    @Test
    void anotherClientsRefreshTokenIsUnknown() throws Exception {
        Map<String, String> form =
                new HashMap<>(ProviderClient.refreshForm(client.tokens().text("refresh_token")));
        form.put("client_id", ProviderSettings.MACHINE_CLIENT_ID);

        assertThat(client.post(Endpoint.TOKEN, form).text("error")).isEqualTo("invalid_grant");
        assertThat(provider.grants().getFirst().ended()).isNull();
    }

    @Test
    void aPersonWithdrawsEverything() throws Exception {
        Reply tokens = client.tokens();

        provider.revokeAll();

        assertThat(client.api("me", tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(client.refresh(tokens.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void revokesARefreshTokenWithAllAndAnAccessTokenAlone() throws Exception {
        Reply first = client.tokens();
        Reply second = client.tokens();

        assertThat(revoke(first.text("access_token")).status()).isEqualTo(200);
        assertThat(client.api("me", first.text("access_token")).status()).isEqualTo(401);
        assertThat(provider.isLive(first.text("refresh_token"))).isTrue();

        assertThat(revoke(second.text("refresh_token")).status()).isEqualTo(200);
        assertThat(client.api("me", second.text("access_token")).status()).isEqualTo(401);
        assertThat(revoke("rt_unknown").status()).isEqualTo(200);
        assertThat(client.post(Endpoint.REVOKE, Map.of("token", "x")).status()).isEqualTo(401);
    }

    @Test
    void saysWhetherATokenIsActive() throws Exception {
        Reply tokens = client.tokens();

        assertThat(introspect(tokens.text("access_token")).json().path("active").booleanValue())
                .isTrue();
        assertThat(introspect(tokens.text("refresh_token")).text("sub")).isEqualTo("u-1001");
        client.refresh(tokens.text("refresh_token"));
        assertThat(introspect(tokens.text("refresh_token"))
                        .json()
                        .path("active")
                        .booleanValue())
                .isFalse();
    }

    private Reply revoke(String token) throws Exception {
        return client.post(Endpoint.REVOKE, withToken(token));
    }

    private Reply introspect(String token) throws Exception {
        return client.post(Endpoint.INTROSPECT, withToken(token));
    }

    private static Map<String, String> withToken(String token) {
        return Map.of(
                "token",
                token,
                "client_id",
                ProviderSettings.CLIENT_ID,
                "client_secret",
                ProviderSettings.CLIENT_SECRET);
    }
}

package net.authproxy.demo.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import net.authproxy.demo.oauth2.ProviderClient.Reply;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminEndpointTests extends ProviderTest {

    @Test
    void switchesAFaultOnAndEverythingOff() throws Exception {
        Reply state = send("POST", "/faults", """
                {"endpoint":"token","grant_type":"refresh_token","times":2,
                 "faults":[{"type":"refuse","status":503,"error":"server_error","retry_after":"3"},
                           {"type":"delay","time":0.001,"moment":"after_change"}]}""");
        String token = client.tokens().text("refresh_token");

        assertThat(state.status()).isEqualTo(200);
        assertThat(state.json().path("faults").path(0).path("endpoint").stringValue())
                .isEqualTo("token");
        assertThat(client.refresh(token).status()).isEqualTo(503);
        assertThat(send("DELETE", "/faults", "").json().path("faults").isEmpty())
                .isTrue();
        assertThat(client.refresh(token).status()).isEqualTo(200);
    }

    @Test
    void changesTheBehaviourItNamesAndLeavesTheRest() throws Exception {
        Reply state = send(
                "PATCH",
                "/behaviour",
                "{\"rotation\":false,\"access_token_life\":1,\"reuse\":{\"type\":\"grace\",\"period\":\"PT10S\"}}");

        assertThat(state.status()).isEqualTo(200);
        assertThat(provider.behaviour())
                .isEqualTo(Behaviour.standard()
                        .withRotation(false)
                        .withAccessTokenLife(Duration.ofSeconds(1))
                        .withReuse(new Reuse.Grace(Duration.ofSeconds(10))));
    }

    @Test
    void showsCountsAndGrantsWithoutSecrets() throws Exception {
        Reply tokens = client.tokens();

        Reply state = send("GET", "", "");

        assertThat(state.json().path("issued").path("authorization_code").intValue())
                .isOne();
        assertThat(state.json().path("grants").path(0).path("person_id").stringValue())
                .isEqualTo("u-1001");
        assertThat(state.response().body())
                .doesNotContain(tokens.text("access_token"))
                .doesNotContain(tokens.text("refresh_token"))
                .doesNotContain(ProviderSettings.CLIENT_SECRET);
    }

    @Test
    void endsGrantsAndAccessTokens() throws Exception {
        Reply tokens = client.tokens();

        send("DELETE", "/access_tokens", "");
        assertThat(client.api("me", tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(provider.isLive(tokens.text("refresh_token"))).isTrue();
        send("DELETE", "/grants", "");
        assertThat(provider.isLive(tokens.text("refresh_token"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{\"endpoint\":\"nowhere\",\"times\":1,\"faults\":[]}",
                "{\"endpoint\":\"token\",\"times\":1,\"faults\":[{\"type\":\"unknown\"}]}",
                "{\"endpoint\":\"token\",\"times\":1,\"faults\":[{\"type\":\"delay\",\"time\":1}]}",
                "{\"endpoint\":\"token\",\"times\":-1,\"faults\":[]}",
                "{\"endpoint\":\"token\",\"times\":1}",
                "{\"endpoint\":\"token\",\"times\":1,\"faults\":[],\"more\":1}"
            })
    void refusesWhatItDoesNotUnderstand(String body) throws Exception {
        Reply refused = send("POST", "/faults", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(provider.faults().active()).isEmpty();
    }

    @Test
    void isNotForWebPages() throws Exception {
        assertThat(client.get(provider.issuer() + "/_admin", "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
        try (RawClient raw = new RawClient(provider.port())) {
            HttpMessage rebound = raw.send(
                            "GET /_admin HTTP/1.1\r\nHost: evil.example:%d\r\n\r\n".formatted(provider.port()))
                    .answer();
            assertThat(rebound).isNotNull();
            assertThat(rebound.status()).isEqualTo(403);
        }
    }

    private Reply send(String method, String path, String body) throws Exception {
        return client.send(ProviderClient.request(provider.issuer() + "/_admin" + path)
                .method(method, BodyPublishers.ofString(body)));
    }
}

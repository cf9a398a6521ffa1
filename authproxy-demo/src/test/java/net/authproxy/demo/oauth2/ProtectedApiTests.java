package net.authproxy.demo.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import net.authproxy.demo.oauth2.ProviderClient.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedApiTests extends ProviderTest {

    @ParameterizedTest
    @ValueSource(strings = {"me", "calendars", "echo", "echo/deeper", "unknown"})
    void wantsALiveToken(String path) throws Exception {
        Reply without = client.get(provider.issuer() + "/api/" + path);
        Reply wrong = client.api(path, "at_made-up");

        assertThat(without.status()).isEqualTo(401);
        assertThat(without.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"demo\"");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @Test
    void listsThePersonsCalendars() throws Exception {
        String token = client.tokens().text("access_token");

        Reply all = client.api("calendars", token);

        assertThat(all.json().path("items").size()).isEqualTo(3);
        assertThat(all.json().path("items").path(0).path("summary").stringValue())
                .isEqualTo("Ada Marsh");
        assertThat(client.api("calendars?maxResults=1", token)
                        .json()
                        .path("items")
                        .size())
                .isOne();
    }

    @Test
    void wantsTheScopeOfCalendars() throws Exception {
        String token = client.exchange(client.code("openid")).text("access_token");

        Reply refused = client.api("calendars", token);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("WWW-Authenticate")).contains("insufficient_scope");
    }

    @Test
    void echoesWithoutTheCredential() throws Exception {
        String token = client.tokens().text("access_token");

        Reply echo = client.send(ProviderClient.request(
                        provider.issuer() + "/api/echo/a?x=1", "Authorization", "Bearer " + token, "X-Trace", "t1")
                .PUT(BodyPublishers.ofString("hello")));

        assertThat(echo.text("method")).isEqualTo("PUT");
        assertThat(echo.text("path")).isEqualTo("/api/echo/a");
        assertThat(echo.text("body")).isEqualTo("hello");
        assertThat(echo.json().path("headers").path("x-trace").toString()).isEqualTo("[\"t1\"]");
        assertThat(echo.response().body()).doesNotContain(token);
    }

    @Test
    void tellsWhoThePersonIs() throws Exception {
        String token = client.tokens().text("access_token");

        Reply person = client.get(provider.url(Endpoint.USERINFO), "Authorization", "Bearer " + token);

        assertThat(person.text("sub")).isEqualTo("u-1001");
        assertThat(person.text("email")).isEqualTo("ada@demo.example");
        assertThat(client.get(provider.url(Endpoint.USERINFO)).status()).isEqualTo(401);
    }

    @Test
    void allAccessTokensCanBeMadeUseless() throws Exception {
        Reply tokens = client.tokens();

        provider.expireAccessTokens();

        assertThat(client.api("me", tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(client.refresh(tokens.text("refresh_token")).status()).isEqualTo(200);
    }
}

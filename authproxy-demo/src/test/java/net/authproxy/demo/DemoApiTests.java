package net.authproxy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoApiTests {

    private static final String KEY = "k3y/with+signs&=1";
    private static final String ENCODED = "k3y%2Fwith%2Bsigns%26%3D1";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static DemoApi demo;

    @BeforeAll
    static void start() {
        demo = DemoApi.start(0, KEY);
    }

    @AfterAll
    static void stop() {
        demo.close();
        CLIENT.close();
    }

    @Test
    void acceptsTheKeyAtItsHeader() throws Exception {
        expectEcho(get("/header/a?x=1").header("X-Api-Key", KEY), "header");
    }

    @Test
    void acceptsTheKeyAsBearer() throws Exception {
        expectEcho(get("/bearer/a?x=1").header("Authorization", "Bearer " + KEY), "bearer");
    }

    @Test
    void acceptsTheKeyInTheQuery() throws Exception {
        expectEcho(get("/query/a?x=1&key=" + ENCODED), "query");
    }

    @Test
    void acceptsTheKeyAsCookie() throws Exception {
        String cookieSafeKey = "cookie-safe";
        try (DemoApi other = DemoApi.start(0, cookieSafeKey)) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(other.baseUrl() + "/cookie/a"))
                    .header("Cookie", "demo_key=" + cookieSafeKey));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain(cookieSafeKey);
        }
    }

    @Test
    void acceptsTheKeyAsBasicPassword() throws Exception {
        String pair = Base64.getEncoder().encodeToString(("demo:" + KEY).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = send(get("/basic/a").header("Authorization", "Basic " + pair));

        expectAuthenticated(answer, "basic");
        assertThat(answer.body()).doesNotContain(pair);
    }

    @Test
    void acceptsTheKeyInAJsonBody() throws Exception {
        expectEcho(
                get("/body/a")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"api_key\":\"" + KEY + "\",\"n\":1}")),
                "body");
    }

    @Test
    void acceptsTheKeyInAForm() throws Exception {
        expectEcho(
                get("/body/a")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("n=1&api_key=" + ENCODED)),
                "body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"header", "bearer", "query", "body", "cookie", "basic"})
    void refusesEveryPlaceWithoutTheKey(String place) throws Exception {
        HttpResponse<String> answer = send(get("/" + place + "/a"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(answer.body()).path("authenticated").booleanValue())
                .isFalse();
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void refusesAWrongKeyAndASecondOne() throws Exception {
        assertThat(send(get("/header/a").header("X-Api-Key", "other")).statusCode())
                .isEqualTo(401);
        assertThat(send(get("/header/a").header("X-Api-Key", KEY).header("X-Api-Key", KEY))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aKeyAtAnotherPlaceDoesNotCount() throws Exception {
        assertThat(send(get("/header/a?key=" + ENCODED).header("Authorization", "Bearer " + KEY))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void masksTheKeyWhereverItShows() throws Exception {
        HttpResponse<String> answer = send(get("/header/a?copy=" + ENCODED)
                .header("X-Api-Key", KEY)
                .header("X-Copy", "<" + KEY + ">")
                .POST(BodyPublishers.ofString("text " + KEY)));

        assertThat(answer.body()).doesNotContain(KEY).doesNotContain(ENCODED);
        assertThat(JSON.readTree(answer.body()).path("body").stringValue()).startsWith("text [sha256:");
    }

    @Test
    void offersMoreTownsThanAFormLaysOpen() throws Exception {
        JsonNode towns = JSON.readTree(send(get("/open/towns")).body()).path("towns");

        assertThat(towns.size()).isGreaterThan(10);
        assertThat(towns.get(0).path("id").stringValue()).isEqualTo("aalen");
    }

    @Test
    void goesBackFromItsPageWithAWorkspaceWithoutOneAndWithAnError() throws Exception {
        String back = "http%3A%2F%2Flocalhost%3A1%2Fsetup%3Fstate_id%3Dx";

        assertThat(send(get("/open/workspaces?return_url=" + back)).body())
                .contains("\"http://localhost:1/setup?state_id=x&amp;workspace=north\"")
                .contains("\"http://localhost:1/setup?state_id=x\"")
                .contains("\"http://localhost:1/setup?state_id=x&amp;error=server_error&amp;");
    }

    @Test
    void echoesMethodPathHeadersAndBodyWithoutAKeyOnTheOpenPath() throws Exception {
        HttpResponse<String> answer = send(
                get("/open/some/path?q=1").header("X-Trace", "t1").method("PUT", BodyPublishers.ofString("hello")));

        JsonNode echo = JSON.readTree(answer.body());
        assertThat(echo.path("authenticated").booleanValue()).isFalse();
        assertThat(echo.path("method").stringValue()).isEqualTo("PUT");
        assertThat(echo.path("path").stringValue()).isEqualTo("/open/some/path");
        assertThat(echo.path("query").stringValue()).isEqualTo("q=1");
        assertThat(echo.path("headers").toString()).containsIgnoringCase("\"X-Trace\":[\"t1\"]");
        assertThat(echo.path("body").stringValue()).isEqualTo("hello");
    }

    @Test
    void refusesAnEchoOfMoreThanOneMebibyte() throws Exception {
        HttpResponse<String> answer = send(get("/open/a").POST(BodyPublishers.ofByteArray(new byte[(1 << 20) + 1])));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void sendsAsManyBytesAsAsked() throws Exception {
        byte[] body = CLIENT.send(
                        get("/header/bytes/1000003").header("X-Api-Key", KEY).build(), BodyHandlers.ofByteArray())
                .body();

        assertThat(body).hasSize(1_000_003);
        assertThat(body[251 * 300 + 7]).isEqualTo((byte) 7);
    }

    @Test
    void countsWhatTheSinkReceives() throws Exception {
        HttpResponse<String> answer = send(
                get("/header/sink").header("X-Api-Key", KEY).POST(BodyPublishers.ofByteArray(new byte[3_000_000])));

        assertThat(JSON.readTree(answer.body()).path("bytes").intValue()).isEqualTo(3_000_000);
    }

    @Test
    void streamsEventsUntilTheLast() throws Exception {
        HttpResponse<String> answer = send(get("/stream?n=3&ms=1"));

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(answer.body().lines().filter(line -> line.startsWith("data: ")))
                .containsExactly("data: {\"event\":1}", "data: {\"event\":2}", "data: {\"event\":3}");
    }

    @Test
    void answersSlowlyAndWithAnyStatus() throws Exception {
        assertThat(send(get("/slow?ms=1")).statusCode()).isEqualTo(200);
        assertThat(send(get("/status/503")).statusCode()).isEqualTo(503);
        assertThat(send(get("/status/99")).statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhichPortIsTaken() {
        assertThatThrownBy(() -> DemoApi.start(demo.port(), KEY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Integer.toString(demo.port()));
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(demo.baseUrl() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static void expectEcho(HttpRequest.Builder request, String place) throws Exception {
        HttpResponse<String> answer = send(request);

        expectAuthenticated(answer, place);
        assertThat(answer.body()).doesNotContain(KEY).doesNotContain(ENCODED);
    }

    private static void expectAuthenticated(HttpResponse<String> answer, String place) {
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode echo = JSON.readTree(answer.body());
        assertThat(echo.path("authenticated").booleanValue()).isTrue();
        assertThat(echo.path("credential").path("place").stringValue()).isEqualTo(place);
        assertThat(echo.path("credential").path("sha256").stringValue()).matches("[0-9a-f]{12}");
    }
}

package net.authproxy.core.shared.redirect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where a user may be sent back to (contract 5.6, threat 27). */
class ReturnUrlsTests {

    private static final ReturnUrls ALLOWED = new ReturnUrls(List.of(
            "https://app.example.com",
            "https://host.example.com/embed",
            "http://localhost:8080",
            "http://[::1]:9000",
            "myapp://done"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com",
                "https://app.example.com/",
                "https://app.example.com:443/x?y=z#w",
                "HTTPS://APP.Example.COM/x",
                "https://app.example.com?x=https://evil.example",
                "https://app.example.com#@evil.example",
                "https://app.example.com/@evil.example/",
                "https://app.example.com//evil.example/",
                "https://app.example.com/a/../../b",
                "https://host.example.com/embed",
                "https://host.example.com/embed/",
                "https://host.example.com/embed/x/../y?q=%2f",
                "https://host.example.com/other/../embed/x",
                "https://host.example.com/embed?x",
                "http://localhost:8080/connections",
                "http://[::1]:9000/x",
                "myapp://done"
            })
    void takesWhatIsAllowedAsItIs(String url) {
        assertThat(ALLOWED.check(url)).contains(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/x",
                "//app.example.com",
                "app.example.com",
                "https:app.example.com",
                "https:/app.example.com",
                "https:///app.example.com",
                "https:\\\\app.example.com",
                "https://app.example.com\\@evil.example",
                "https://evil.example\\@app.example.com",
                "https://app.example.com@evil.example",
                "https://app.example.com:x@evil.example",
                "https://user@app.example.com",
                "https://@app.example.com",
                "https://app.example.com.evil.example",
                "https://app.example.com.",
                "https://app.example.comx",
                "https://xapp.example.com",
                "https://app.example.com:8443",
                "https://app.example.com:",
                "https://app.example.com:443443",
                "https://app.example.com:99999",
                "https://app%2eexample.com",
                "https://app.example.com%2f@evil.example",
                "https://app.example.com%00.evil.example",
                "http://app.example.com",
                "ftp://app.example.com",
                " https://app.example.com",
                "https://app.example.com ",
                "https://app.example.com/\t",
                "https://app.example.com/\r\nLocation: https://evil.example",
                "https://app.example.com/\n",
                "https://app.\texample.com",
                "ht\ntps://app.example.com",
                "https://app.example.com/\u0000",
                "https://app.example.com/\u007f",
                "https://app.example.com/\u0085",
                "https://app.example.com/\u2028",
                "https://app.example.com/\u202e",
                "\ufeffhttps://app.example.com",
                "https://app.ex\u0430mple.com",
                "https://app\u3002example.com",
                "https://app.example.com\uff0f@evil.example",
                "https://\uff41pp.example.com",
                "https://host.example.com/",
                "https://host.example.com/embedded",
                "https://host.example.com/embed/../x",
                "https://host.example.com/embed/..",
                "https://host.example.com/embed/%2e%2e/x",
                "https://host.example.com/embed/.%2E/x",
                "https://host.example.com/embed/..%2fx",
                "https://host.example.com/embed/%2e%2e%5cx",
                "https://host.example.com/embed/%252e%252e/x",
                "https://host.example.com/embed%2fx",
                "https://host.example.com/EMBED",
                "http://localhost",
                "http://localhost:8081",
                "http://127.0.0.1:8080",
                "http://[0:0:0:0:0:0:0:1]:9000",
                "http://[::1]:9000@evil.example",
                "http://[::1",
                "myapp://done/",
                "myapp://done?x",
                "myapp://DONE",
                "MYAPP://done",
                "myapp://other",
                "javascript:alert(1)",
                "javascript://app.example.com/%0aalert(1)",
                "data:text/html,x",
                "view-source:https://app.example.com",
                "blob:https://app.example.com/x"
            })
    void refusesEverythingElse(String url) {
        assertThat(ALLOWED.check(url)).isEmpty();
    }

    @Test
    void refusesWhatIsNotThereAndWhatIsEndless() {
        assertThat(ALLOWED.check(null)).isEmpty();
        assertThat(ALLOWED.check("https://app.example.com/" + "x".repeat(4000))).isPresent();
        assertThat(ALLOWED.check("https://app.example.com/" + "x".repeat(5000))).isEmpty();
    }

    @Test
    void encodesWhatAHeaderCannotCarry() {
        assertThat(ALLOWED.check("https://app.example.com/\u00fcber?q=\u20ac"))
                .contains("https://app.example.com/%C3%BCber?q=%E2%82%AC");
    }

    @Test
    @Tag("O1")
    void sendsNoneOfTheKnownPayloadsAnywhere() throws IOException {
        JsonNode rows = JsonMapper.builder()
                .build()
                .readTree(Files.readAllBytes(Vectors.file("open-redirect/payloads.json")))
                .path("payloads");
        assertThat(rows.size()).isGreaterThan(70);
        ReturnUrls usual = new ReturnUrls(List.of("https://www.whitelisteddomain.tld", "http://localhost:8080"));
        for (JsonNode row : rows) {
            Optional<String> checked = usual.check(row.asString());
            checked.ifPresent(url -> assertThat(url)
                    .as("as stated: the same origin or an allowed host")
                    .startsWith("https://www.whitelisteddomain.tld/"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "/x",
                "app.example.com",
                "https://user@app.example.com",
                "https:app.example.com",
                "https://app.example.com:70000"
            })
    void acceptsNoSuchPlaceFromTheOperatorEither(String entry) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ReturnUrls(List.of(entry)));
    }
}

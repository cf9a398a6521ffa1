package net.authproxy.core.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.authproxy.core.connector.definition.DefinitionParser;
import net.authproxy.core.connector.definition.OAuth2;
import net.authproxy.core.fixture.Installation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is taken for a token answer, and what is not (contract 8.3, security O8, O9). */
@Tag("O9")
class TokenAnswerTests {

    private static final String DEFINITION = """
            labels: {type: strict}
            display_name: Strict
            logo: "https://example.test/logo.svg"
            auth:
              type: OAuth2
              client_id: us
              scopes: [{id: read, reason: Read}]
              authorization: {endpoint: "https://id.example.test/authorize"}
              token: {endpoint: "https://id.example.test/token"%s}
            proxy: {base_url: "https://api.example.test"}
            """;
    private static final OAuth2 RULES = rules("");

    private static OAuth2 rules(String more) {
        return (OAuth2) DefinitionParser.parse(Installation.yaml(DEFINITION.formatted(more)))
                .definition()
                .auth();
    }

    private static TokenAnswer read(String body) {
        return read(RULES, "application/json", body);
    }

    private static TokenAnswer read(OAuth2 rules, String type, String body) {
        return TokenAnswerReader.read(rules, type, body.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<String> hostile() {
        String token = "\"access_token\":\"a\"";
        return Stream.of(
                "",
                " ",
                "null",
                "true",
                "7",
                "\"text\"",
                "[]",
                "[{" + token + "}]",
                "{",
                "{}",
                "{}}",
                "{" + token,
                "{" + token + "}x",
                "{" + token + "}{}",
                "<html><body>sign in</body></html>",
                "\uFEFF{" + token + "}",
                "{" + token + ",\"access_token\":\"b\"}",
                "{" + token + ",\"scope\":\"a\",\"scope\":\"b\"}",
                "{'access_token':'a'}",
                "{\"access_token\":null}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":7}",
                "{\"access_token\":true}",
                "{\"access_token\":[\"a\"]}",
                "{\"access_token\":{\"value\":\"a\"}}",
                "{\"access_token\":\"a b\"}",
                "{\"access_token\":\"a\\u0000b\"}",
                "{\"access_token\":\"a\\r\\nX-Evil: 1\"}",
                "{\"access_token\":\"a\\nb\"}",
                "{\"access_token\":\"a\\tb\"}",
                "{\"access_token\":\"\u00e9\"}",
                "{\"access_token\":\"a\\u2028b\"}",
                "{\"access_token\":\"a\\ud800\"}",
                "{\"access_token\":\"" + "x".repeat(16 * 1024 + 1) + "\"}",
                "{\"token\":\"a\"}",
                "{\"Access_Token\":\"a\"}",
                "{\"data\":{" + token + "}}",
                "{" + token + ",\"token_type\":\"DPoP\"}",
                "{" + token + ",\"token_type\":\"dpop\"}",
                "{" + token + ",\"token_type\":\"MAC\"}",
                "{" + token + ",\"token_type\":7}",
                "{" + token + ",\"token_type\":[\"Bearer\"]}",
                "{" + token + ",\"expires_in\":\"soon\"}",
                "{" + token + ",\"expires_in\":\"1e3\"}",
                "{" + token + ",\"expires_in\":\"\"}",
                "{" + token + ",\"expires_in\":\" 60\"}",
                "{" + token + ",\"expires_in\":true}",
                "{" + token + ",\"expires_in\":[60]}",
                "{" + token + ",\"expires_in\":{\"s\":60}}",
                "{" + token + ",\"expires_in\":NaN}",
                "{" + token + ",\"refresh_token\":7}",
                "{" + token + ",\"refresh_token\":[\"r\"]}",
                "{" + token + ",\"refresh_token\":\"r\\r\\nX: 1\"}",
                "{" + token + ",\"refresh_token\":\"r\\u0000\"}",
                "{" + token + ",\"refresh_token\":\"" + "x".repeat(16 * 1024 + 1) + "\"}",
                "{" + token + ",\"scope\":7}",
                "{" + token + ",\"scope\":{\"read\":true}}",
                "{" + token + ",\"scope\":[7]}",
                "{" + token + ",\"deep\":" + "[".repeat(100) + "]".repeat(100) + "}",
                "access_token=a&token_type=bearer",
                "{" + token + ",}",
                "{" + token + " /* why not */}");
    }

    @ParameterizedTest
    @MethodSource
    void hostile(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(MalformedAnswerException.class)
                .message()
                .doesNotContain("X-Evil");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] latin = "{\"access_token\":\"a\",\"name\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> TokenAnswerReader.read(RULES, "application/json", latin))
                .isInstanceOf(MalformedAnswerException.class);
        assertThatThrownBy(() -> TokenAnswerReader.read(
                        RULES, "application/json", "{\"access_token\":\"a\"}".getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(MalformedAnswerException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60|60", "\"60\"|60", "60.9|60", "\"3599.5\"|3599", "1e400|315360000", "1e999999999|315360000",
                "99999999999999999999|315360000", "0|", "-1|", "\"-5\"|", "0.5|", "null|"
            })
    void readsHowLongATokenLives(String expiresIn, Long seconds) {
        TokenAnswer answer = read("{\"access_token\":\"a\",\"expires_in\":" + expiresIn + "}");

        assertThat(answer.expiresIn()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"read write\"|read write",
                "\"read,write\"|read write",
                "\"\"|''",
                "[\"read\",\"write\"]|read write",
                "[]|''",
                "\" read  write \"|read write"
            })
    void readsWhatWasGranted(String scope, String granted) {
        TokenAnswer answer = read("{\"access_token\":\"a\",\"scope\":" + scope + "}");

        assertThat(answer.scopes()).isEqualTo(granted.isEmpty() ? List.of() : List.of(granted.split(" ")));
    }

    @Test
    void saysNothingOfScopesWhereTheProviderDoesNot() {
        assertThat(read("{\"access_token\":\"a\"}").scopes()).isNull();
        assertThat(read("{\"access_token\":\"a\",\"scope\":null}").scopes()).isNull();
    }

    @Test
    void takesAnEmptyRefreshTokenForNone() {
        assertThat(read("{\"access_token\":\"a\",\"refresh_token\":\"\"}").refreshToken())
                .isNull();
    }

    @Test
    void readsFormsAndOtherPlaces() {
        assertThat(read(
                                RULES,
                                "application/x-www-form-urlencoded; charset=utf-8",
                                "access_token=a%2Bb&scope=read+write")
                        .accessToken()
                        .expose())
                .isEqualTo("a+b");
        OAuth2 nested = rules(", response: {access_token: /data/0/token, metadata: {site: /data/0/site}}");
        TokenAnswer answer =
                read(nested, "text/plain", "{\"data\":[{\"token\":\"deep\",\"site\":\"acme\",\"token_type\":\"x\"}]}");
        assertThat(answer.accessToken().expose()).isEqualTo("deep");
        assertThat(answer.metadata().get("site").asString("")).isEqualTo("acme");
        assertThatThrownBy(() -> read(RULES, "application/x-www-form-urlencoded", "access_token=a&access_token=b"))
                .isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void takesAFailureInTheCoatOfASuccessForOne() {
        assertThatThrownBy(() -> read("{\"error\":\"invalid_grant\",\"access_token\":\"a\"}"))
                .isInstanceOfSatisfying(
                        TokenEndpointException.class,
                        e -> assertThat(e.kind()).isEqualTo(TokenEndpointException.Kind.PERMANENT));
    }

    @Test
    void showsNothing() {
        TokenAnswer answer = read("{\"access_token\":\"very-secret\",\"refresh_token\":\"more-secret\"}");

        assertThat(answer.toString()).doesNotContain("secret");
    }
}

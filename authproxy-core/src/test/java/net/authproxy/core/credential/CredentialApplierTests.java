package net.authproxy.core.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.authproxy.core.connector.definition.Placement;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.template.Template;
import net.authproxy.core.shared.template.TemplateValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each placement replaces what the caller sent under its name, in every spelling (contract 6.2, 9.3; security D11). */
class CredentialApplierTests {

    private static final Template KEY = Template.compile("{{credentials.api_key}}");

    private static final List<Placement> HEADER_PLACEMENTS = List.of(
            new Placement.Bearer(KEY),
            new Placement.Header("X-Api-Key", "", KEY),
            new Placement.Header("X-Api-Key", "Token ", KEY),
            new Placement.Cookie("sid", KEY));

    private static TemplateValues values(String key) {
        Map<String, SecretString> fields = new HashMap<>();
        fields.put("api_key", SecretString.of(key));
        fields.put("username", SecretString.of("me"));
        fields.put("password", SecretString.of("p:ä"));
        return TemplateValues.NONE.withCredentials(fields);
    }

    private static void apply(Placement placement, String key, OutgoingRequest request) {
        CredentialApplier.apply(CredentialApplier.render(List.of(placement), values(key)), request);
    }

    @Test
    void bearerReplacesAuthorization() {
        RecordedRequest request = new RecordedRequest()
                .header("AUTHORIZATION", "Bearer mine")
                .header("authorization", "Basic mine")
                .header("Accept", "*/*");

        apply(new Placement.Bearer(KEY), "k1", request);

        assertThat(request.headers()).containsExactly("Accept: */*", "Authorization: Bearer k1");
    }

    @Test
    void basicWritesUserAndPasswordInUtf8() {
        RecordedRequest request = new RecordedRequest().header("Authorization", "mine");

        apply(new Placement.Basic(Template.compile("{{credentials.username}}:{{credentials.password}}")), "", request);

        String encoded = Base64.getEncoder().encodeToString("me:p:ä".getBytes(StandardCharsets.UTF_8));
        assertThat(request.headers()).containsExactly("Authorization: Basic " + encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Api-Key", "x-api-key", "X_API_KEY", "x_Api-kEY"})
    void headerReplacesEverySpelling(String spelling) {
        RecordedRequest request = new RecordedRequest()
                .header(spelling, "mine")
                .header("X-Api-Keys", "other")
                .header(spelling, "mine too");

        apply(new Placement.Header("X-Api-Key", "Token ", KEY), "k1", request);

        assertThat(request.headers()).containsExactly("X-Api-Keys: other", "X-Api-Key: Token k1");
    }

    @Test
    void cookieReplacesAllCookies() {
        RecordedRequest request =
                new RecordedRequest().header("cookie", "sid=mine").header("Cookie", "other=1");

        apply(new Placement.Cookie("sid", KEY), "k1", request);

        assertThat(request.headers()).containsExactly("Cookie: sid=k1");
    }

    @Test
    void queryReplacesTheParameterInEverySpelling() {
        RecordedRequest request = RecordedRequest.to("/x?api%5Fkey=mine&a=1&api_key=mine&API_KEY=other");

        apply(new Placement.Query("api_key", KEY), "k 1&x", request);

        assertThat(request.target()).isEqualTo("/x?a=1&API_KEY=other&api_key=k%201%26x");
    }

    @Test
    void bodyReplacesTheMember() {
        RecordedRequest request = RecordedRequest.with("application/json", "{\"token\":\"mine\",\"a\":1}");

        apply(new Placement.Body("token", KEY), "k1", request);

        assertThat(request.bodyText()).isEqualTo("{\"a\":1,\"token\":\"k1\"}");
    }

    @Test
    void writesSeveralPlacementsInOrder() {
        List<Placement> both = List.of(
                new Placement.Header("X-Id", "", Template.compile("{{credentials.username}}")),
                new Placement.Query("key", KEY),
                new Placement.Query("user", Template.compile("{{credentials.username}}")));
        RecordedRequest request = RecordedRequest.to("/x?user=mine");

        CredentialApplier.apply(CredentialApplier.render(both, values("k1")), request);

        assertThat(request.headers()).containsExactly("X-Id: me");
        assertThat(request.target()).isEqualTo("/x?key=k1&user=me");
    }

    @Test
    void secretHeadersOfTheConnectorReplaceTheCallers() {
        RecordedRequest request = new RecordedRequest().header("x_partner_id", "mine");

        CredentialApplier.applyHeaders(Map.of("X-Partner-Id", SecretString.of("p1")), request);

        assertThat(request.headers()).containsExactly("X-Partner-Id: p1");
    }

    @Test
    void onlyBodyPlacementsNeedTheBody() {
        assertThat(CredentialApplier.needsBody(HEADER_PLACEMENTS)).isFalse();
        assertThat(CredentialApplier.needsBody(List.of(new Placement.Query("q", KEY), new Placement.Body("b", KEY))))
                .isTrue();
    }

    static final List<org.junit.jupiter.params.provider.Arguments> UNSENDABLE = HEADER_PLACEMENTS.stream()
            .flatMap(placement -> Stream.of("a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b", "\u010a", "ключ", "a\u007f", "😀")
                    .map(key -> org.junit.jupiter.params.provider.Arguments.of(placement, key)))
            .toList();

    /** A stored credential that cannot stand in a header is the user's to replace, not a defect (contract 9.8). */
    @ParameterizedTest
    @FieldSource("UNSENDABLE")
    void aKeyThatDoesNotFitAHeaderIsRefusedBeforeAnythingIsWritten(Placement placement, String key) {
        RecordedRequest request = new RecordedRequest().header("Accept", "*/*");

        assertThatThrownBy(() -> apply(placement, key, request))
                .isInstanceOfSatisfying(AuthProxyException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.NEEDS_REAUTH);
                    assertThat(refused.message()).doesNotContain(key);
                });
        assertThat(request.headers()).containsExactly("Accept: */*");
    }

    /** An optional field that was left out, in a placement that wants it. */
    @Test
    void aMissingFieldIsRefusedToo() {
        List<Placement> wanting = List.of(new Placement.Bearer(Template.compile("{{credentials.second}}")));

        assertThatThrownBy(() -> CredentialApplier.render(wanting, values("k1")))
                .isInstanceOfSatisfying(
                        AuthProxyException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NEEDS_REAUTH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "a\tb", "\u00ff"})
    void latinLettersPass(String key) {
        RecordedRequest request = new RecordedRequest();

        apply(new Placement.Bearer(KEY), key, request);

        assertThat(request.headers()).containsExactly("Authorization: Bearer " + key);
    }

    @Test
    void neverPrintsASecret() {
        List<Credential> rendered = CredentialApplier.render(
                List.of(
                        new Placement.Bearer(KEY),
                        new Placement.Query("q", KEY),
                        new Placement.Body("b", KEY),
                        new Placement.Cookie("c", KEY)),
                values("hush-hush"));

        assertThat(rendered.toString()).doesNotContain("hush");
    }
}

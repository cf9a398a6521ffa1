package net.authproxy.core.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.secret.SecretString;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The placement {@code body}: one member or field, all other bytes as they came, or a refusal (contract 6.2). */
class BodyCredentialTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String JSON_TYPE = "application/json";
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";

    private static String write(String type, String body) {
        return write(type, body.getBytes(StandardCharsets.UTF_8), "S");
    }

    private static String write(String type, byte[] body, String secret) {
        byte[] written = BodyCredential.write(
                RecordedRequest.with(type, body), new Credential.BodyField("token", SecretString.of(secret)));
        return new String(written, StandardCharsets.UTF_8);
    }

    private static void assertRefused(String type, byte[] body) {
        assertThatThrownBy(() -> write(type, body, "S")).isInstanceOfSatisfying(AuthProxyException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.CREDENTIAL_BODY_UNSUPPORTED);
            assertThat(refused.message()).doesNotContain("S\"");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                               | {\"token\":\"S\"}",
                "{\"a\":1}                        | {\"a\":1,\"token\":\"S\"}",
                "{\"token\":1}                    | {\"token\":\"S\"}",
                "{\"token\":{\"x\":[1,{}]}}       | {\"token\":\"S\"}",
                "{\"a\":1,\"token\":null,\"b\":2} | {\"a\":1,\"b\":2,\"token\":\"S\"}",
                "{\"t\\u006fken\":1,\"a\":2}      | {\"a\":2,\"token\":\"S\"}",
                "{\"Token\":1,\"to-ken\":2}       | {\"Token\":1,\"to-ken\":2,\"token\":\"S\"}",
                "{\"a\":{\"token\":1}}            | {\"a\":{\"token\":1},\"token\":\"S\"}",
                "{\"\":1}                         | {\"\":1,\"token\":\"S\"}",
                "{ \"a\" : 1 , \"b\" : [ 1 , 2 ] }  | {\"a\" : 1,\"b\" : [ 1 , 2 ],\"token\":\"S\"}",
                "{\"n\":1.0E+2,\"z\":-0.0}        | {\"n\":1.0E+2,\"z\":-0.0,\"token\":\"S\"}",
                "{\"n\":123456789012345678901234567890.10} | {\"n\":123456789012345678901234567890.10,\"token\":\"S\"}",
                "{\"s\":\"\\u00e9\\/\"}           | {\"s\":\"\\u00e9\\/\",\"token\":\"S\"}",
                "{\"s\":\"é€😀\",\"token\":\"é\"} | {\"s\":\"é€😀\",\"token\":\"S\"}",
                "{\"é€😀\":true,\"b\":false}      | {\"é€😀\":true,\"b\":false,\"token\":\"S\"}",
            })
    void replacesOneMemberAndKeepsAllOtherBytes(String body, String written) {
        assertThat(write(JSON_TYPE, body)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"token\"",
                "[]",
                "[{\"token\":1}]",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":1}x",
                "{\"a\":1}{\"token\":2}",
                "{\"a\":1}]",
                "{/* */}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"token\":1,\"token\":2}",
                "{\"token\":1,\"t\\u006fken\":2}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"x\":1,\"x\":2}}",
                "\u0000{\"a\":1}",
            })
    void refusesWhatIsNoSingleWellFormedObject(String body) {
        assertRefused(JSON_TYPE, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesInvalidUtf8() {
        for (byte[] broken : new byte[][] {
            {(byte) 0xff}, {(byte) 0xc3}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}
        }) {
            assertRefused(JSON_TYPE, around("{\"a\":\"", broken, "\"}"));
            assertRefused(JSON_TYPE, around("{\"a\":[{\"b\":\"", broken, "\"}]}"));
            assertRefused(JSON_TYPE, around("{\"a", broken, "\":1}"));
            assertRefused(FORM_TYPE, around("a=", broken, "&b=1"));
        }
    }

    private static byte[] around(String before, byte[] middle, String after) {
        return (before + new String(middle, StandardCharsets.ISO_8859_1) + after).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** RFC 8259 8.1: JSON between systems is UTF-8 without a mark. A parser that guesses would lose its place. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void refusesOtherEncodings(String charset) {
        assertRefused(JSON_TYPE, "{\"a\":1,\"token\":\"mine\"}".getBytes(Charset.forName(charset)));
        assertRefused(JSON_TYPE, "\ufeff{\"a\":1}".getBytes(Charset.forName(charset)));
    }

    @Test
    void refusesAByteOrderMark() {
        assertRefused(JSON_TYPE, "\ufeff{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void refusesBottomlessNesting(String step) {
        assertRefused(JSON_TYPE, ("{\"a\":" + step.repeat(100_000)).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesHugeValues() {
        String huge = "x".repeat(900_000);

        assertThat(write(JSON_TYPE, "{\"a\":\"" + huge + "\",\"token\":\"" + huge + "\"}"))
                .isEqualTo("{\"a\":\"" + huge + "\",\"token\":\"S\"}");
        assertThat(write(JSON_TYPE, "{}".getBytes(StandardCharsets.UTF_8), huge))
                .hasSize(huge.length() + 12);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json",
        "APPLICATION/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"",
        "application/vnd.api+json",
        "' application/json '",
    })
    void readsJsonByItsType(String type) {
        assertThat(write(type, "{}")).isEqualTo("{\"token\":\"S\"}");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/jsonx",
                "application/json-seq",
                "json",
                "multipart/form-data; boundary=x",
                "application/octet-stream",
                "text/plain; application/json",
                ";application/json",
                "application/x-www-form-urlencoded-not",
            })
    void refusesOtherTypes(String type) {
        assertRefused(type, "{}".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | token=S",
                "a=1                    | a=1&token=S",
                "token=1&a=2&tok%65n=3  | a=2&token=S",
                "a=%zz&tok%zzen=1       | a=%zz&tok%zzen=1&token=S",
                "a=1;token=2            | a=1;token=2&token=S",
                "a=é                    | a=é&token=S",
            })
    void replacesOneFieldOfAForm(String body, String written) {
        assertThat(write(FORM_TYPE, body)).isEqualTo(written);
        assertThat(write("Application/X-WWW-Form-Urlencoded; charset=UTF-8", body))
                .isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quote\" back\\slash", "\r\n\0\t", "é€😀", "", "</script>", "\u2028"})
    void writesAnySecretAsOneValue(String secret) {
        String json = write(JSON_TYPE, "{\"a\":1}".getBytes(StandardCharsets.UTF_8), secret);
        String form = write(FORM_TYPE, "a=1".getBytes(StandardCharsets.UTF_8), secret);

        assertThat(JSON.readTree(json).path("token").stringValue()).isEqualTo(secret);
        assertThat(form)
                .startsWith("a=1&token=")
                .doesNotContain("\r")
                .doesNotContain("\n")
                .doesNotContain("\0");
    }

    @Property(tries = 500, seed = "20261124")
    void everyOtherMemberReadsAsBefore(@ForAll("objects") Map<String, JsonNode> members, @ForAll boolean pretty) {
        ObjectNode before = JSON.createObjectNode();
        members.forEach(before::set);
        String text = pretty ? before.toPrettyString() : before.toString();

        JsonNode after = JSON.readTree(write(JSON_TYPE, text));

        ObjectNode expected = before.deepCopy();
        expected.remove("token");
        expected.put("token", "S");
        assertThat(after).isEqualTo(expected);
        assertThat(after.propertyNames()).containsExactlyElementsOf(expected.propertyNames());
    }

    @Provide
    Arbitrary<Map<String, JsonNode>> objects() {
        Arbitrary<String> keys = Arbitraries.of("token", "Token", "a", "é", "\"", "\\", "", "{", "a:b", "\n");
        Arbitrary<JsonNode> values = Arbitraries.of(
                        "1",
                        "-0.5e3",
                        "null",
                        "true",
                        "\"token\"",
                        "\"}{,:\\\"\"",
                        "[]",
                        "[{\"token\":[1,\"]\"]}]",
                        "{\"token\":1}")
                .map(JSON::readTree);
        return Arbitraries.maps(keys, values).ofMaxSize(6);
    }
}

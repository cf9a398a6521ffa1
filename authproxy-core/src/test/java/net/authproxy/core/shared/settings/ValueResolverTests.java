package net.authproxy.core.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueResolverTests {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String KEY_BASE64 = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    /** One member of each kind. */
    record Holder(
            @org.jspecify.annotations.Nullable StringValue text,
            @org.jspecify.annotations.Nullable IntegerValue number,
            @org.jspecify.annotations.Nullable KeyData key,
            @org.jspecify.annotations.Nullable Key pair) {}

    @TempDir
    Path directory;

    private Environment environment() {
        Map<String, String> variables = new HashMap<>();
        variables.put("SET", "from-env");
        variables.put("EMPTY", "");
        variables.put("ENCODED", "aGVsbG8=");
        variables.put("NUMBER", " 42 ");
        variables.put("KEY", KEY);
        variables.put("KEY_BASE64", KEY_BASE64);
        variables.put("HOME", directory.resolve("home").toString());
        return Environment.of(variables);
    }

    private Holder bind(String yaml) {
        return SettingsBinder.of(environment(), directory).bind(Holder.class, YamlReader.read("test.yaml", yaml));
    }

    private String text(String yaml) {
        return new ValueResolver(environment())
                .text(bind("text: " + yaml).text())
                .expose();
    }

    private String refusal(String yaml) {
        return catchThrowableOfType(SettingsException.class, () -> bind(yaml)).getMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain text                                    | plain text
            0123                                          | 0123
            true                                          | true
            {value: a b}                                  | a b
            {value: 007}                                  | 007
            {base64: aGVsbG8=}                            | hello
            {env_var: SET}                                | from-env
            {env_var: SET, default: x}                    | from-env
            {env_var: UNSET, default: x}                  | x
            {env_var: EMPTY, default: x}                  | x
            {env_var_base64: ENCODED}                     | hello
            {env_var_base64: UNSET, default: aGVsbG8=}    | hello
            {env_var_base64: EMPTY, default: aGVsbG8=}    | hello
            """)
    void readsEveryFormOfText(String yaml, String text) {
        assertThat(text(yaml)).isEqualTo(text);
    }

    @Test
    void dropsOneTrailingNewlineOfAFile() throws Exception {
        Files.createDirectory(directory.resolve("home"));
        Files.writeString(directory.resolve("home/secret"), "s3cret\n\n");
        Files.writeString(directory.resolve("windows"), "s3cret\r\n");

        assertThat(text("{path: ~/secret}")).isEqualTo("s3cret\n");
        assertThat(text("{path: windows}")).isEqualTo("s3cret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {env_var: UNSET}                      | the environment variable UNSET is unset or empty and there is no default
            {env_var: EMPTY}                      | the environment variable EMPTY is unset or empty and there is no default
            {env_var_base64: SET}                 | not valid base64
            {env_var_base64: UNSET, default: '?'} | not valid base64
            {base64: '%%'}                        | not valid base64
            {path: missing}                       | cannot be read
            {value: a, path: b}                   | contradictory: only one of value, path may be set
            {}                                    | needs one of value, base64, env_var, env_var_base64, path
            {value: a, default: b}                | unknown key
            [a]                                   | must be a single value or a mapping, not a list
            """)
    void refusesTextThatCannotBeHad(String yaml, String reason) {
        assertThat(refusal("text: " + yaml)).startsWith("test.yaml:1: text").contains(reason);
    }

    @Test
    void readsEveryFormOfNumber() {
        ValueResolver values = new ValueResolver(environment());

        assertThat(List.of("7", "{value: 7}", "{env_var: UNSET, default: 7}", "{env_var: EMPTY, default: 7}"))
                .allSatisfy(
                        yaml -> assertThat(values.number(bind("number: " + yaml).number()))
                                .isEqualTo(7));
        assertThat(values.number(bind("number: {env_var: NUMBER, default: 7}").number()))
                .isEqualTo(42);
        assertThat(refusal("number: {env_var: SET}")).contains("SET is not a whole number");
        assertThat(refusal("number: x")).contains("must be a whole number, not text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{value: " + KEY + "}",
                "{base64: " + KEY_BASE64 + "}",
                "{env_var: KEY}",
                "{env_var: KEY_BASE64}",
                "{env_var_base64: KEY_BASE64}",
                "{path: raw}",
                "{path: base64}",
                "{path: base64url}",
                "{path: hex}"
            })
    void everyLocalFormOfAnAesKeyGivesThe32Bytes(String yaml) throws Exception {
        byte[] raw = KEY.getBytes(StandardCharsets.US_ASCII);
        Files.write(directory.resolve("raw"), raw);
        Files.writeString(directory.resolve("base64"), KEY_BASE64 + "\n");
        Files.writeString(directory.resolve("base64url"), KEY_BASE64.replace("=", "") + "\n");
        Files.writeString(directory.resolve("hex"), HexFormat.of().formatHex(raw) + "\n");

        byte[] key = new ValueResolver(environment())
                .aesKey(bind("key: " + yaml).key())
                .expose(byte[]::clone);

        assertThat(key).isEqualTo(raw);
    }

    @Test
    void refusesAnAesKeyOfAnotherLength() {
        KeyData key = bind("key: {value: short}").key();

        SettingsException refused =
                catchThrowableOfType(SettingsException.class, () -> new ValueResolver(environment()).aesKey(key));

        assertThat(refused).hasMessageContaining("the key must be 32 bytes, or their base64 or hex text");
        assertThat(refused).hasMessageNotContaining("short");
    }

    @Test
    void bindsTheFormsOfKeyServices() {
        assertThat(bind("key: {vault_address: 'https://v:8200', vault_path: secret/x}")
                        .key())
                .isInstanceOfSatisfying(KeyData.Vault.class, vault -> {
                    assertThat(vault.vaultKey()).isEqualTo("value");
                    assertThat(vault.cacheTtl()).isEqualTo(Duration.ofMinutes(5));
                    assertThat(vault.vaultToken()).isNull();
                    assertThat(vault.provider()).isEqualTo("hashicorpvault");
                });
        assertThat(
                        bind("key: {aws_secret_id: x, aws_credentials: {type: access_key, access_key_id: a, secret_access_key: {env_var: SET}}}")
                                .key())
                .isInstanceOf(KeyData.Aws.class);
        assertThat(bind("key: {gcp_secret_name: projects/p/secrets/s, cache_ttl: 1m}")
                        .key())
                .isInstanceOf(KeyData.Gcp.class);
        assertThat(bind("key: {random: true, num_bytes: 32}").key()).isEqualTo(new KeyData.Random(true, 32));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            key: {vault_path: x}                           | key.vault_address: is required
            key: {vault_address: 'https://v', path: x}     | contradictory
            key: {gcp_secret_name: s}                      | gcp_project is missing
            key: {random: false}                           | random must be true
            key: {random: true, num_bytes: 16}             | must be a whole number from 32 to 32
            key: text                                      | must be a mapping, not text
            key: {env_var: UNSET}                          | UNSET is unset or empty
            pair: {public_key: {path: a}, shared_key: {path: b}} | contradictory: only one of public_key, shared_key
            pair: {}                                       | needs one of public_key, shared_key
            pair: {public_key: {}}                         | pair.public_key: needs one of
            """)
    void refusesKeysThatMeanNothing(String yaml, String reason) {
        assertThat(refusal(yaml)).contains(reason);
    }

    @Test
    void bindsValuesParsedElsewhere() {
        Map<String, Object> body = Map.of("key", Map.of("random", true, "num_bytes", 32), "text", 5);

        Holder holder =
                SettingsBinder.of(environment(), directory).bind(Holder.class, YamlDocument.ofPlain("body", body));

        assertThat(holder.key()).isEqualTo(new KeyData.Random(true, 32));
        assertThat(new ValueResolver(environment()).text(holder.text()).expose())
                .isEqualTo("5");
        SettingsException refused = catchThrowableOfType(
                SettingsException.class,
                () -> SettingsBinder.of(environment(), directory)
                        .bind(Holder.class, YamlDocument.ofPlain("body", Map.of("key", Map.of("rnd", true)))));
        assertThat(refused).hasMessageStartingWith("body: key: needs one of value, base64");
    }

    @Test
    void nothingPrintsItsSecret() {
        Holder holder = bind("{text: hunter2, key: {value: hunter2}, pair: {shared_key: {base64: aHVudGVyMg==}}}");

        assertThat(holder.toString()).doesNotContain("hunter2").doesNotContain("aHVudGVyMg");
    }
}

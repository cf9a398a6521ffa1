package net.authproxy.core.connector.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.secret.SecretBytes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class DefinitionSecretsTests {

    private final DefinitionSecrets secrets =
            new DefinitionSecrets(SecretBytes.copyOf("key".getBytes(StandardCharsets.UTF_8)));

    private static ParsedDefinition stored() {
        return DefinitionParser.parse(Definitions.minimal("""
                auth:
                  type: OAuth2
                  grant_type: client_credentials
                  client_id: {env_var: ID}
                  client_secret: s3cret
                  token: {endpoint: "https://a.example.com/t", params: {password: s3cret, plain: {value: s3cret, secret: true}}}
                proxy:
                  base_url: https://api.example.com
                  headers: {X-Api-Key: s3cret, X-Version: "2", X-Other: {value: s3cret, secret: true, enforce: true}}
                probes:
                  - {id: one, http: {method: GET, url: "https://a.example.com", headers: {Authorization: s3cret}}}
                  - {id: two, http: {method: GET, url: "https://a.example.com"}}
                """));
    }

    @Test
    void readersSeeFingerprintsOnly() {
        ObjectNode shown = secrets.redacted(stored());

        assertThat(shown.toString()).doesNotContain("s3cret");
        assertThat(shown.at("/auth/client_secret/source").stringValue()).isEqualTo("inline");
        assertThat(shown.at("/auth/client_secret/fingerprint").stringValue()).matches("hmac:[0-9a-f]{16}");
        assertThat(shown.at("/auth/client_id/env_var").stringValue()).isEqualTo("ID");
        assertThat(shown.at("/proxy/headers/X-Other/enforce").booleanValue()).isTrue();
        assertThat(shown.at("/proxy/headers/X-Version").stringValue()).isEqualTo("2");
    }

    @Test
    void sendingTheFingerprintBackKeepsTheValue() {
        ParsedDefinition stored = stored();

        assertThat(secrets.merge(stored, secrets.redacted(stored))).isEqualTo(stored.document());
    }

    @Test
    void keepsTheValueWhenAListIsReordered() {
        ParsedDefinition stored = stored();
        ObjectNode shown = secrets.redacted(stored);
        shown.withArray("/probes").add(shown.withArray("/probes").remove(0));

        ObjectNode merged = secrets.merge(stored, shown);

        assertThat(merged.at("/probes/1/http/headers/Authorization").stringValue())
                .isEqualTo("s3cret");
    }

    @Test
    void aFingerprintCannotBeMoved() {
        ParsedDefinition stored = stored();
        ObjectNode shown = secrets.redacted(stored);
        shown.withObject("/proxy/headers").set("X-Version", shown.at("/auth/client_secret"));

        assertThatThrownBy(() -> secrets.merge(stored, shown))
                .isInstanceOfSatisfying(AuthProxyException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.DEFINITION_INVALID);
                    assertThat(refusal.fields().getFirst().path()).isEqualTo("proxy.headers.X-Version");
                });
    }

    @Test
    void aWrongFingerprintIsRefused() {
        ParsedDefinition stored = stored();
        ObjectNode shown = secrets.redacted(stored);
        shown.withObject("/auth/client_secret").put("fingerprint", "hmac:0000000000000000");

        assertThatThrownBy(() -> secrets.merge(stored, shown)).isInstanceOf(AuthProxyException.class);
        assertThatThrownBy(() -> DefinitionParser.parse(shown)).isInstanceOf(AuthProxyException.class);
    }

    @Test
    void newReferencesToTheServerAreRefusedAndOldOnesKept() {
        ParsedDefinition stored = stored();
        ObjectNode changed = stored.document();
        changed.withObject("/auth").set("client_secret", Definitions.yaml("path: /etc/passwd"));

        assertThatCode(() -> DefinitionSecrets.requireNoNewLocalSources(stored, stored))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> DefinitionSecrets.requireNoNewLocalSources(DefinitionParser.parse(changed), stored))
                .isInstanceOfSatisfying(AuthProxyException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.LOCAL_SOURCE_NOT_ALLOWED);
                    assertThat(refusal.fields()).hasSize(1);
                });
        assertThatThrownBy(() -> DefinitionSecrets.requireNoNewLocalSources(stored, null))
                .isInstanceOf(AuthProxyException.class);
    }

    @Test
    void aReferenceStaysWithItsHostsToo() {
        ParsedDefinition stored = stored();
        ObjectNode elsewhere = stored.document();
        elsewhere.withObject("/auth/token").put("endpoint", "https://evil.example.net/t");

        assertThatThrownBy(() -> DefinitionSecrets.requireNoNewLocalSources(DefinitionParser.parse(elsewhere), stored))
                .isInstanceOfSatisfying(AuthProxyException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.LOCAL_SOURCE_NOT_ALLOWED);
                    assertThat(refusal.fields().getFirst().path()).isEqualTo("auth.client_id");
                });
    }

    @Test
    void aSecretIsNotKeptForAnotherOrigin() {
        ParsedDefinition stored = stored();
        for (String endpoint : new String[] {
            "https://b.example.com/t", "https://a.example.com:8443/t", "https://{{cfg.x}}.example.com/t"
        }) {
            ObjectNode shown = secrets.redacted(stored);
            shown.withObject("/auth/token").put("endpoint", endpoint);
            shown.set("setup_flow", Definitions.yaml("""
                    preconnect: {steps: [{id: one, title: X, json_schema: {type: object, properties: {x: {type: string}}}}]}
                    """));

            assertThatThrownBy(() -> secrets.merged(stored, shown))
                    .as(endpoint)
                    .isInstanceOfSatisfying(
                            AuthProxyException.class,
                            refusal -> assertThat(refusal.message()).contains("given anew"));
        }
        ObjectNode samePlace = secrets.redacted(stored);
        samePlace.withObject("/auth/token").put("endpoint", "https://a.example.com/another/path");
        assertThat(secrets.merged(stored, samePlace)
                        .document()
                        .at("/auth/client_secret")
                        .stringValue())
                .isEqualTo("s3cret");
    }
}

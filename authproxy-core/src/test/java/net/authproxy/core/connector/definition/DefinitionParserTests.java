package net.authproxy.core.connector.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.json.CanonicalJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class DefinitionParserTests {

    private static final String CODE = """
            auth:
              type: OAuth2
              client_id: x
              client_secret: {env_var: S}
              scopes: [{id: a, reason: b}]
              authorization: {endpoint: "https://auth.vendor.co.uk/authorize"}
              token: {endpoint: "https://auth.vendor.co.uk/token"}
            """;

    private static List<FieldError> findings(ObjectNode document) {
        AuthProxyException refusal =
                catchThrowableOfType(AuthProxyException.class, () -> DefinitionParser.parse(document));
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.DEFINITION_INVALID);
        return refusal.fields();
    }

    static List<Path> examples() {
        return Definitions.exampleFiles();
    }

    @Test
    void hasAnExamplePerAuthType() {
        assertThat(examples()).hasSize(7);
        assertThat(examples().stream()
                        .map(file -> DefinitionParser.parse(Definitions.read(file))
                                .definition()
                                .auth()
                                .typeName()))
                .contains("OAuth2", "api-key", "basic", "no-auth");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void acceptsExample(Path file) {
        ParsedDefinition parsed = DefinitionParser.parse(Definitions.read(file));

        assertThat(parsed.definition().appearance().displayName()).isNotEmpty();
        assertThat(parsed.definition().allowedHostEntries()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleSurvivesCanonicalJson(Path file) {
        ParsedDefinition parsed = DefinitionParser.parse(Definitions.read(file));

        ParsedDefinition again =
                DefinitionParser.parse(Definitions.MAPPER.readTree(CanonicalJson.text(parsed.document())));

        assertThat(again.definition()).isEqualTo(parsed.definition());
        assertThat(again.hash()).isEqualTo(parsed.hash());
    }

    @Test
    void appliesDefaults() {
        ConnectorDefinition definition =
                DefinitionParser.parse(Definitions.minimal(CODE)).definition();

        OAuth2 oauth2 = (OAuth2) definition.auth();
        assertThat(oauth2.pkce()).isEqualTo(OAuth2.Pkce.AUTO);
        assertThat(oauth2.scopeSeparator()).isEqualTo(" ");
        assertThat(oauth2.token().authMethod()).isEqualTo(TokenEndpoint.AuthMethod.CLIENT_SECRET_POST);
        assertThat(oauth2.token().refreshPolicy().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(oauth2.refresh().skew()).isEqualTo(Duration.ofSeconds(60));
        assertThat(definition.proxy().timeouts()).isEqualTo(ProxyDefinition.Timeouts.DEFAULT);
        assertThat(definition.rateLimiting()).isEqualTo(RateLimiting.DEFAULT);
        assertThat(definition.identity().namespace()).isEqualTo("root");
        assertThat(definition.literalHosts()).containsExactly("api.example.com", "auth.vendor.co.uk");
        assertThat(definition.endpointHosts())
                .extracting(EndpointHost::registrableDomain)
                .containsExactly("vendor.co.uk");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("surprise: 1", "surprise", "unknown key"),
                Arguments.of("auth: {type: no-auth, x: 1}", "auth.x", "unknown key"),
                Arguments.of("auth: {type: kerberos}", "auth.type", "must be one of"),
                Arguments.of("auth: {}", "auth.type", "is required"),
                Arguments.of("logo: http://x.test/a.png", "logo", "https"),
                Arguments.of("logo: {mime_type: text/html, base64: AA==}", "logo.mime_type", "image"),
                Arguments.of("logo: {public_url: 'https://a.b', base64: AA==}", "logo", "either"),
                Arguments.of("status_page_url: 'javascript:x'", "status_page_url", "https"),
                Arguments.of("version: 0", "version", "whole number"),
                Arguments.of("namespace: Root!", "namespace", "namespace"),
                Arguments.of("labels: {authproxy.io/x: y}", "labels.authproxy.io/x", "reserved"),
                Arguments.of("state: archived", "state", "primary, draft"),
                Arguments.of("proxy: {base_url: ftp://x.test}", "proxy.base_url", "http"),
                Arguments.of("proxy: {base_url: 'https://u:p@x.test'}", "proxy.base_url", "user information"),
                Arguments.of("proxy: {base_url: 'https://a.test/{{cfg.x}}'}", "proxy.base_url", "set by no step"),
                Arguments.of(
                        "proxy: {base_url: 'https://a.test/{{credentials.x}}'}", "proxy.base_url", "not available"),
                Arguments.of("proxy: {allowed_hosts: ['https://a.b']}", "proxy.allowed_hosts[0]", "host"),
                Arguments.of("proxy: {allowed_hosts: ['a.b:99999']}", "proxy.allowed_hosts[0]", "port"),
                Arguments.of("proxy: {headers: {'a b': x}}", "proxy.headers.a b", "header name"),
                Arguments.of("proxy: {timeouts: {connect: 10}}", "proxy.timeouts.connect", "duration"),
                Arguments.of("proxy: {max_request_bytes: 1zb}", "proxy.max_request_bytes", "size"),
                Arguments.of("proxy: {retry: {on: [200]}}", "proxy.retry.on[0]", "400 to 599"),
                Arguments.of("proxy: {base_url: 'https://myshopify.com'}", "proxy.allowed_hosts", "is required"),
                Arguments.of("proxy: {base_url: 'https://127.0.0.1'}", "proxy.allowed_hosts", "is required"),
                Arguments.of(probe("id: a"), "probes[0]", "either proxy_http or http"),
                Arguments.of(
                        probe("id: a, http: {method: GET, url: 'https://a.test'}, period: 1h, cron: '@daily'"),
                        "probes[0]",
                        "at most one of period and cron"),
                Arguments.of(
                        probe("id: a, http: {method: GET, url: 'https://a.test'}, cron: '* * * *'"),
                        "probes[0].cron",
                        "five fields"),
                Arguments.of(
                        probe("id: a, http: {method: GET, url: 'https://a.test'}, success: {json: ['1 +']}"),
                        "probes[0].success.json[0]",
                        "not valid CEL"),
                Arguments.of(
                        probe("id: a, http: {method: TRACE, url: 'https://a.test'}"),
                        "probes[0].http.method",
                        "one of"),
                Arguments.of(
                        step("id: credentials, json_schema: {type: object}"),
                        "setup_flow.preconnect.steps[0].id",
                        "reserved"),
                Arguments.of(step("id: a"), "setup_flow.preconnect.steps[0]", "either json_schema or redirect"),
                Arguments.of(
                        step("id: a, json_schema: {type: array}"),
                        "setup_flow.preconnect.steps[0].json_schema.type",
                        "must be object"),
                Arguments.of(
                        step("id: a, json_schema: {type: object, $ref: 'https://x.test/s'}"),
                        "setup_flow.preconnect.steps[0].json_schema.$ref",
                        "within the schema"),
                Arguments.of(
                        step("id: a, json_schema: {type: object, required: 7}"),
                        "setup_flow.preconnect.steps[0].json_schema.required",
                        "wrong type"),
                Arguments.of(
                        step("id: a, json_schema: {type: object, properties: {p: {pattern: '(?=x)'}}}"),
                        "setup_flow.preconnect.steps[0].json_schema.properties.p.pattern",
                        "RE2"),
                Arguments.of(
                        step("id: a, json_schema: {type: object}, data_sources: {}"),
                        "setup_flow.preconnect.steps[0].data_sources",
                        "only for configure"),
                Arguments.of(
                        step("id: a, if: '1', json_schema: {type: object}"),
                        "setup_flow.preconnect.steps[0].if",
                        "expected bool"),
                Arguments.of(
                        "auth: {type: api-key, placement: {type: bearer, template: '{{credentials.other}}'}}",
                        "auth.placement.template",
                        "unknown field other"),
                Arguments.of("auth: {type: api-key}", "auth.placement", "is required"),
                Arguments.of("auth: {type: api-key, placement: []}", "auth.placement", "must not be empty"),
                Arguments.of("auth: {type: api-key, placement: {type: header}}", "auth.placement.name", "is required"),
                Arguments.of("auth: {type: basic, fields: [{name: user}]}", "auth.fields", "username and password"),
                Arguments.of(
                        "auth: {type: OAuth2, token: {endpoint: 'https://a.test/t'}}",
                        "auth.authorization.endpoint",
                        "without discovery_url"),
                Arguments.of(
                        "auth: {type: OAuth2, grant_type: jwt_bearer, token: {endpoint: 'https://a.test/t'}}",
                        "auth.jwt",
                        "is required"),
                Arguments.of(machine("endpoint: 'https://{{cfg.x}}/t'"), "auth.token.endpoint", "preconnect"),
                Arguments.of(
                        machine("endpoint: 'https://a.test/t', auth_method: private_key_jwt"),
                        "auth.token.client_assertion",
                        "is required"),
                Arguments.of(
                        machine("endpoint: 'https://a.test/t', params: {}, form_overrides: {}"),
                        "auth.token.form_overrides",
                        "only one"),
                Arguments.of(
                        machine("endpoint: 'https://a.test/t', response: {access_token: a.b}"),
                        "auth.token.response.access_token",
                        "JSON Pointer"),
                Arguments.of(
                        "auth: {type: no-auth, identity: {from: request, id: data.x}}",
                        "auth.identity.request",
                        "is required"));
    }

    private static String probe(String members) {
        return "probes: [{" + members + "}]";
    }

    private static String step(String members) {
        return "setup_flow: {preconnect: {steps: [{" + members + "}]}}";
    }

    private static String machine(String token) {
        return "auth: {type: OAuth2, grant_type: client_credentials, client_id: a, token: {" + token + "}}";
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("refused")
    void refuses(String members, String path, String message) {
        assertThat(findings(Definitions.minimal(members))).anySatisfy(finding -> {
            assertThat(finding.path()).isEqualTo(path);
            assertThat(finding.message()).contains(message);
        });
    }

    @Test
    void listsAllFindings() {
        assertThat(findings(
                        Definitions.yaml("{logo: 7, auth: {type: no-auth, x: 1}, proxy: {retry: {max: -1}}, y: 2}")))
                .extracting(FieldError::path)
                .contains("display_name", "logo", "auth.x", "proxy.retry.max", "y");
    }

    @Test
    void operatorSecretNeedsALiteralTokenDomain() {
        String preconnect = "setup_flow: {preconnect: {steps: [{id: t, json_schema: {type: object, properties: {h: "
                + "{type: string}, s: {type: string}}}}]}}\n";
        String auth = "auth: {type: OAuth2, grant_type: client_credentials, client_id: a, client_secret: %s, "
                + "token: {endpoint: 'https://%s/token'}}\nproxy: {allowed_hosts: ['*']}";

        assertThat(findings(Definitions.minimal(preconnect + auth.formatted("{env_var: S}", "{{cfg.h}}"))))
                .extracting(FieldError::path)
                .containsExactly("auth.token.endpoint");
        DefinitionParser.parse(Definitions.minimal(preconnect + auth.formatted("'{{cfg.s}}'", "{{cfg.h}}")));
        DefinitionParser.parse(
                Definitions.minimal(preconnect + auth.formatted("{env_var: S}", "{{cfg.h}}.myshopify.com")));
    }

    @Test
    void dataSourceMayOnlyUseEarlierSteps() {
        String flow = """
                setup_flow:
                  configure:
                    steps:
                      - id: a
                        json_schema: {type: object, properties: {site: {type: string}}}
                        data_sources: {s: {proxy_request: {method: GET, url: "https://a.test/{{cfg.%s}}"}, transform: "[]"}}
                      - id: b
                        json_schema: {type: object, properties: {item: {type: string, x-data-source: s}}}
                        data_sources: {s: {proxy_request: {method: GET, url: "https://a.test/{{cfg.%s}}"}, transform: "[]"}}
                """;

        assertThat(findings(Definitions.minimal(flow.formatted("site", "item"))))
                .extracting(FieldError::path)
                .containsExactly(
                        "setup_flow.configure.steps[0].data_sources.s.proxy_request.url",
                        "setup_flow.configure.steps[1].data_sources.s.proxy_request.url");
    }

    @Test
    void sectionsInAHostGiveNoLiteralHost() {
        ObjectNode document = Definitions.minimal(step("id: a, json_schema: {type: object, properties: {x: {}}}")
                + "\nproxy: {base_url: 'https://{{#cfg.x}}a.com{{/cfg.x}}{{^cfg.x}}b.com{{/cfg.x}}/v1', "
                + "allowed_hosts: [a.com, b.com]}");

        assertThat(DefinitionParser.parse(document).definition().literalHosts()).isEmpty();
    }

    @Test
    void acceptsKeysWithoutEffectAndWarns() {
        String old = """
                round_trip_ttl: 1h
                auth:
                  type: oauth2
                  client_id: a
                  default_scopes: [x]
                  authorization: {endpoint: "https://a.example.com/a", template: old, query_overrides: {access_type: null}}
                  token: {endpoint: "https://a.example.com/t", auth_in_body: false, refresh_tokens_in_background: true}
                """;

        ParsedDefinition parsed = DefinitionParser.parse(Definitions.minimal(old));

        assertThat(parsed.warnings())
                .extracting(FieldError::path)
                .containsExactlyInAnyOrder(
                        "round_trip_ttl", "auth.authorization.template", "auth.token.refresh_tokens_in_background");
        OAuth2 oauth2 = (OAuth2) parsed.definition().auth();
        assertThat(oauth2.token().authMethod()).isEqualTo(TokenEndpoint.AuthMethod.CLIENT_SECRET_BASIC);
        assertThat(oauth2.scopes()).containsExactly(new OAuth2.Scope("x", true, ""));
        assertThat(oauth2.authorization().params().get("access_type")).isEmpty();
    }

    @Test
    void hashIgnoresIdentityAndCountsReferencesByName() {
        ObjectNode document = Definitions.minimal(CODE);
        String hash = DefinitionHash.of(document);

        assertThat(DefinitionHash.of(Definitions.minimal(CODE + "version: 3\nstate: draft")))
                .isEqualTo(hash);
        assertThat(DefinitionHash.of(Definitions.minimal(CODE.replace("{env_var: S}", "{env_var: T}"))))
                .isNotEqualTo(hash);
    }

    @Test
    void neverRepeatsASecretInAFinding() {
        ObjectNode document = Definitions.minimal(CODE.replace("{env_var: S}", "{value: hunter2, base64: hunter2}"));

        assertThat(findings(document).toString()).doesNotContain("hunter2");
    }

    @Test
    void namesUnsetVariables() {
        ParsedDefinition parsed = DefinitionParser.parse(Definitions.minimal(CODE));
        ValueSource nothing = new ProcessValueSource(Map.of("S", ""), Path.of("/"));

        assertThat(parsed.unresolved(nothing))
                .containsExactly(new FieldError("auth.client_secret", "env_var:S is not set"));
    }
}

package net.authproxy.core.shared.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that refuse to start outside development mode (security K1). */
@Tag("K1")
class StartRefusalTests {

    private static final Map<String, String> LOOPBACK = Map.of(
            "public", "{bind_address: 127.0.0.1}",
            "api", "{bind_address: '::1'}",
            "admin_api", "{bind_address: localhost}",
            "worker", "{bind_address: 127.0.0.2}");

    @TempDir
    Path directory;

    SettingsFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new SettingsFixture(directory);
    }

    @Test
    void safeConfigurationStarts() throws Exception {
        assertThat(fixture.refusals(Map.of())).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            dev_settings     | {fake_encryption: true}                                             | dev_settings.fake_encryption
            system_auth      | {global_aes_key: {value: '0123456789abcdef0123456789abcdef'}}       | system_auth.global_aes_key
            system_auth      | {global_aes_key: {base64: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=}} | system_auth.global_aes_key
            system_auth      | {global_aes_key: {random: true}}                                    | system_auth.global_aes_key
            system_auth      | {global_aes_key: {path: k}, jwt_signing_key: {shared_key: {value: short}}} | system_auth.jwt_signing_key.shared_key
            system_auth      | {global_aes_key: {path: k}, jwt_signing_key: {shared_key: {path: k}}} | system_auth.jwt_signing_key.shared_key
            system_auth      | {global_aes_key: {path: k, previous: [{path: l}, {value: old}]}}    | system_auth.global_aes_key.previous[1]
            system_auth      | {global_aes_key: {path: k}, jwt_signing_key: {public_key: {path: p}, previous: [{shared_key: {value: short}}]}} | system_auth.jwt_signing_key.previous[0].shared_key
            system_auth      | {global_aes_key: {path: k}, disable_xsrf: true}                     | system_auth.disable_xsrf
            public           | {}                                                                  | public.base_url
            public           | {base_url: 'http://connect.example.com'}                            | public.base_url
            public           | {cookie: {same_site: none}}                                         | public.cookie.same_site
            public           | {base_url: 'https://x.example', cors: {allowed_origins: ['*']}}     | public.cors.allowed_origins
            admin_api        | {ui: {enabled: true, initiate_session_url: 'https://x.example'}}    | admin_api.base_url
            admin_api        | {port: 8080}                                                        | admin_api.port
            redis            | {address: 'redis:6379'}                                             | redis.password
            outbound         | {allowed_cidrs: [0.0.0.0/0]}                                        | outbound.allowed_cidrs[0]
            outbound         | {allowed_cidrs: ['10.0.0.0/8', '::/0']}                             | outbound.allowed_cidrs[1]
            outbound         | {allowed_cidrs: ['128.0.0.0/1']}                                    | outbound.allowed_cidrs[0]
            database         | {provider: postgres, host: db, database: d, params: {options: '-c synchronous_commit=off'}} | database.params.options
            """)
    void refusesDangerousSettings(String block, String value, String path) throws Exception {
        assertThat(fixture.refusals(Map.of(block, value)))
                .anySatisfy(finding -> assertThat(finding).startsWith(path + ": refused"));
    }

    @Test
    void refusesPublicProxyingWithoutXsrf() throws Exception {
        assertThat(fixture.refusals(Map.of(
                        "public", "{base_url: 'https://x.example', enable_proxy: true}",
                        "system_auth", "{global_aes_key: {path: k}, disable_xsrf: true}")))
                .contains("public.enable_proxy: refused: public proxying needs XSRF protection");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            system_auth | {global_aes_key: {random: true}}
            system_auth | {global_aes_key: {path: k}, jwt_signing_key: {shared_key: {value: short}}}
            redis       | {address: 'redis:6379'}
            outbound    | {allowed_cidrs: [0.0.0.0/0]}
            public      | {cookie: {same_site: none}}
            """)
    void developmentModeToleratesThem(String block, String value) throws Exception {
        assertThat(fixture.refusals(Map.of(block, value, "dev_settings", "{enabled: true}")))
                .isEmpty();
    }

    @Test
    void listenersOnLoopbackCountAsDevelopment() throws Exception {
        Map<String, String> blocks = new java.util.HashMap<>(LOOPBACK);
        blocks.put("dev_settings", "{fake_encryption: true}");
        blocks.put("redis", "{address: 'redis:6379'}");

        assertThat(fixture.refusals(blocks)).isEmpty();

        blocks.put("worker", "{bind_address: 10.1.2.3}");
        assertThat(fixture.refusals(blocks)).hasSize(3);
    }

    @Test
    void xsrfIsNotSwitchedOffByLoopbackAlone() throws Exception {
        Map<String, String> blocks = new java.util.HashMap<>(LOOPBACK);
        blocks.put("system_auth", "{global_aes_key: {path: k}, disable_xsrf: true}");

        assertThat(fixture.refusals(blocks))
                .containsExactly("system_auth.disable_xsrf: refused: only with dev_settings.enabled");

        blocks.put("dev_settings", "{enabled: true}");
        assertThat(fixture.refusals(blocks)).isEmpty();
    }

    @Test
    void fakeEncryptionIsNotAllowedByTheSwitchAlone() throws Exception {
        assertThat(fixture.refusals(Map.of("dev_settings", "{enabled: true, fake_encryption: true}")))
                .containsExactly(
                        "dev_settings.fake_encryption: refused: every listener must be bound to a loopback address");
    }

    @Test
    void longHmacKeyFromAFileStarts() throws Exception {
        Files.writeString(directory.resolve("hmac"), "0123456789abcdef0123456789abcdef!");

        assertThat(fixture.refusals(Map.of(
                        "system_auth", "{global_aes_key: {path: k}, jwt_signing_key: {shared_key: {path: hmac}}}")))
                .isEmpty();
    }
}

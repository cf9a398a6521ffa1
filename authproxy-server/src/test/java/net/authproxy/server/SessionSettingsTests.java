package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import net.authproxy.core.session.SessionPolicy;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.core.shared.settings.SettingsException;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the settings to cookies and ends of sessions (contract 5.5, 13.2). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionSettingsTests {

    @RegisterExtension
    static final RunningServer SERVER =
            RunningServer.on(DatabaseProvider.SQLITE).stopped();

    private static Settings settings(String publicKeys, String more) {
        String yaml =
                SERVER.configuration().replace("base_url: 'http://localhost:8080'}", publicKeys + "}") + more + "\n";
        return SERVER.settings(yaml);
    }

    private static SessionPolicy policy(String publicKeys, String more) {
        return new SessionSettings()
                .sessionPolicies(settings(publicKeys, more))
                .of("public")
                .orElseThrow();
    }

    @ParameterizedTest
    @Tag("J6")
    @CsvSource(
            delimiter = '|',
            value = {
                "base_url: 'http://localhost:8080' | | SESSION-ID | false | LAX",
                "base_url: 'https://ap.example.com' | | __Host-SESSION-ID | true | LAX",
                "base_url: 'https://ap.example.com' | https://shop.example.com/x | __Host-SESSION-ID | true | LAX",
                "base_url: 'https://ap.example.com' | https://app.example.org | __Host-SESSION-ID | true | NONE",
                "base_url: 'https://a.github.io' | https://b.github.io | __Host-SESSION-ID | true | NONE",
                "base_url: 'https://ap.example.com:8443' | https://ap.example.com | __Host-SESSION-ID | true | LAX",
                "'base_url: ''https://ap.example.com'', cookie: {domain: example.com}' | | __Secure-SESSION-ID | true | LAX",
                "'base_url: ''http://localhost:8080'', cookie: {domain: localhost}' | | SESSION-ID | false | LAX",
                "'base_url: ''https://ap.example.com'', cookie: {same_site: strict}' | | __Host-SESSION-ID | true | STRICT",
                "'base_url: ''https://ap.example.com'', cookie: {same_site: none}' | | __Host-SESSION-ID | true | NONE",
                "base_url: 'http://localhost:8080' | https://app.example.org | SESSION-ID | false | LAX"
            })
    void namesAndMarksTheCookie(String keys, String marketplace, String name, boolean secure, String sameSite) {
        String more = marketplace == null ? "" : "marketplace: {base_url: '" + marketplace + "'}";

        SessionPolicy.Cookie cookie = policy(keys, more).cookie();

        assertThat(cookie.name()).isEqualTo(name);
        assertThat(cookie.secure()).isEqualTo(secure);
        assertThat(cookie.sameSite().name()).isEqualTo(sameSite);
        assertThat(Optional.ofNullable(cookie.domain()).isPresent()).isEqualTo(keys.contains("domain"));
    }

    @Test
    void takesOverTheRest() {
        SessionPolicy policy = policy(
                "base_url: 'https://AP.example.com:443/', session_timeout: 10m, session_max_lifetime: 2h,"
                        + " cors: {allowed_origins: ['https://embed.example.net']}",
                "marketplace: {base_url: 'https://shop.example.org/m'}");

        assertThat(policy.idle()).isEqualTo(Duration.ofMinutes(10));
        assertThat(policy.lifetime()).isEqualTo(Duration.ofHours(2));
        assertThat(policy.homeUrl()).isEqualTo("https://shop.example.org/m");
        assertThat(policy.signInUrl()).isEqualTo("http://127.0.0.1:8888/login");
        assertThat(policy.trustedOrigins())
                .containsExactlyInAnyOrder(
                        "https://shop.example.org", "https://ap.example.com", "https://embed.example.net");
        assertThat(policy.xsrf()).isTrue();
    }

    @Test
    void hasNoAdminSessionsWithoutTheUi() {
        Settings settings = settings("base_url: 'http://localhost:8080'", "");

        assertThat(new SessionSettings().sessionPolicies(settings).of("admin-api"))
                .isEmpty();
        assertThat(new SessionSettings().sessionPolicies(settings).of("api")).isEmpty();
    }

    @Test
    void refusesAPlaceToReturnToThatRunsCode() {
        String yaml =
                SERVER.configuration().replace("login'}", "login', allowed_return_urls: ['javascript:alert(1)']}");

        assertThatThrownBy(() -> SERVER.settings(yaml)).isInstanceOf(SettingsException.class);
    }

    @Test
    void setsTheCookieForHttpsWithADomain() {
        String yaml = SERVER.configuration()
                .replace(
                        "base_url: 'http://localhost:8080'}",
                        "base_url: 'https://ap.example.com', cookie: {domain: example.com}}")
                .replace("8082'}", "8082', ui: {enabled: false}}");
        try (ServerProcess process =
                ServerProcess.start(SERVER.settings(yaml), EnumSet.of(Service.PUBLIC, Service.ADMIN_API))) {
            Browser browser = new Browser(process.port(Service.PUBLIC));
            Answer done = browser.initiate(SessionServers.handOff(SERVER, Service.PUBLIC, "root", RunningServer.ADMIN))
                    .expect(200);

            assertThat(done.header("Set-Cookie"))
                    .startsWith("__Secure-SESSION-ID=")
                    .endsWith("; Path=/; Domain=example.com; Max-Age=43200; Secure; HttpOnly; SameSite=Lax");
            browser.get("/me").expect(200);
            Caller admin = SERVER.admin(process, Service.ADMIN_API);
            admin.post("/session/_initiate", java.util.Map.of()).expectError(404, "not_found");
            admin.get("/sessions").expect(200);
            assertThat(admin.at("/error").status()).isEqualTo(404);
        }
    }
}

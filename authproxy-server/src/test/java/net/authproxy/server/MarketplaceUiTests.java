package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The marketplace as {@code public} serves it: files, the page for every other address, and what browsers are told. */
class MarketplaceUiTests {

    private static final String SECRET = "what-lies-outside-41f7";
    private static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";

    @RegisterExtension
    static final RunningServer SERVER = RunningServer.on(DatabaseProvider.SQLITE)
            .running(Service.PUBLIC)
            .configured(MarketplaceUiTests::configuration);

    private static String configuration(String yaml) {
        Path folder = site(SERVER.directory().resolve("site"));
        return yaml.replace(
                        "public: {port: 0,",
                        "public: {port: 0, static: {mount_at: /, serve_from: '" + folder
                                + "'}, cors: {allowed_origins: ['https://ui.example.org']},")
                .replace(
                        "initiate_session_url: 'http://127.0.0.1:8888/login'}",
                        "initiate_session_url: 'http://127.0.0.1:8888/login', allowed_return_urls:"
                                + " ['https://app.example.com/embed', 'myapp://done', 'https://APP.example.com:443']}"
                                + "\nmarketplace: {title: Integrations, theme: {accent: '#0b7285'}, texts: {de: {a.b: c}}}");
    }

    private static Path site(Path folder) {
        try {
            if (Files.exists(folder)) {
                return folder;
            }
            Path assets = Files.createDirectories(folder.resolve("assets"));
            Files.writeString(
                    folder.resolve("index.html"),
                    "<!doctype html><meta name=\"csp-nonce\" content=\"__CSP_NONCE__\"><script src=/assets/app-1a2b.js>");
            Files.writeString(assets.resolve("app-1a2b.js"), "console.log('app')");
            try (GZIPOutputStream zipped =
                    new GZIPOutputStream(Files.newOutputStream(assets.resolve("app-1a2b.js.gz")))) {
                zipped.write("console.log('app')".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            Files.writeString(folder.resolve("logo.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
            Files.writeString(folder.resolve(".env"), SECRET);
            Files.writeString(folder.resolve("embed.js"), "/* loader */");
            Path outside = Files.writeString(SERVER.directory().resolve("outside.txt"), SECRET);
            Files.createSymbolicLink(folder.resolve("link.txt"), outside);
            Files.createSymbolicLink(folder.resolve("out"), SERVER.directory());
            Files.writeString(assets.resolve("half.js"), "half");
            Files.createSymbolicLink(assets.resolve("half.js.gz"), outside);
            Files.createSymbolicLink(folder.resolve("inside.svg"), folder.resolve("logo.svg"));
            return folder;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Answer get(String path, Map<String, String> headers) {
        return send("GET", path, headers);
    }

    private static Answer send(String method, String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + SERVER.process().port(Service.PUBLIC) + path))
                .method(method, BodyPublishers.noBody());
        headers.forEach(request::setHeader);
        return Caller.send(request.build());
    }

    private static Answer page(String path) {
        return get(path, Map.of("Accept", HTML));
    }

    @Test
    @Tag("F5")
    void pageRunsNothingButItsOwnScriptsAndIsFramedByTheHostOnly() {
        Answer page = page("/").expect(200);

        String nonce = page.body().replaceAll("(?s).*content=\"([^\"]+)\".*", "$1");
        assertThat(nonce).matches("[A-Za-z0-9_-]{22}");
        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce
                        + "'; img-src 'self' data: https:; font-src 'self'; connect-src 'self'; form-action 'self';"
                        + " base-uri 'none'; object-src 'none'; frame-ancestors 'self' https://app.example.com"
                        + " http://127.0.0.1:8888");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Permissions-Policy")).contains("camera=()", "microphone=()");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin-allow-popups");
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(page("/").body()).doesNotContain(nonce);
    }

    @Test
    void popupThatComesBackStaysThePopupOfItsOpener() {
        assertThat(page("/return?setup=pending").expect(200).header("Cross-Origin-Opener-Policy"))
                .isEmpty();
        assertThat(get("/connectors", Map.of("Accept", HTML, "Sec-Fetch-Dest", "iframe"))
                        .expect(200)
                        .header("Cross-Origin-Opener-Policy"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/connectors",
                "/connectors/cxr_01",
                "/connections/cxn_01",
                "/return?a=b",
                "/a/b.c",
                "/index.html"
            })
    void everyUnknownAddressIsThePage(String path) {
        assertThat(page(path).expect(200).body()).startsWith("<!doctype html>");
        assertThat(send("HEAD", path, Map.of("Accept", HTML)).expect(200).body())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/none",
                "/setup/none",
                "/ui/none",
                "/metrics",
                "/healthz/x",
                "/ping/x",
                "/error/x",
                "/assets/app-gone.js",
                "/assets",
                "/assets/"
            })
    void pageIsNotShownWhereRoutesLive(String path) {
        page(path).expectError(404, "not_found");
    }

    @Test
    void pageIsNotShownBelowTheApi() {
        for (String path : new String[] {"/api/v1/none", "/api", "/api/", "/%61pi/v1/none", "/session/none"}) {
            page(path).expectError(401, "unauthenticated");
        }
        page("/api/v1/session/_initiate").expectError(405, "method_not_allowed");
    }

    @Test
    void onlyWhoAcceptsHtmlGetsThePage() {
        get("/connectors", Map.of("Accept", "application/json")).expectError(404, "not_found");
        get("/connectors", Map.of("Accept", "*/*")).expectError(404, "not_found");
        get("/", Map.of("Accept", "*/*")).expect(200);
        send("POST", "/connectors", Map.of("Accept", HTML)).expectError(404, "not_found");
        send("DELETE", "/", Map.of("Accept", HTML)).expectError(404, "not_found");
    }

    @Test
    void filesWithAHashAreKeptForever() {
        Answer script = get("/assets/app-1a2b.js", Map.of()).expect(200);

        assertThat(script.body()).isEqualTo("console.log('app')");
        assertThat(script.header("Content-Type")).startsWith("text/javascript");
        assertThat(script.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(script.header("Content-Security-Policy")).contains("script-src 'self'; style-src 'self';");
        assertThat(script.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(script.header("Referrer-Policy")).isEqualTo("no-referrer");
        Answer again = get("/assets/app-1a2b.js", Map.of("If-None-Match", script.header("ETag")));
        assertThat(again.expect(304).body()).isEmpty();
        assertThat(again.header("Cache-Control")).contains("immutable");
    }

    @Test
    void compressedFileIsSentToWhoTakesIt() {
        Answer plain = get("/assets/app-1a2b.js", Map.of()).expect(200);
        Answer zipped = get("/assets/app-1a2b.js", Map.of("Accept-Encoding", "gzip, br"))
                .expect(200);

        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.header("Content-Type")).startsWith("text/javascript");
        assertThat(zipped.header("Vary")).contains("Accept-Encoding");
        assertThat(plain.header("Vary")).contains("Accept-Encoding");
        assertThat(zipped.header("ETag")).isNotEmpty().isNotEqualTo(plain.header("ETag"));
    }

    @Test
    void changedFileHasAnotherTag() throws IOException {
        Path file = SERVER.directory().resolve("site/changing.txt");
        Files.writeString(file, "one");
        Answer first = get("/changing.txt", Map.of()).expect(200);
        Files.writeString(file, "other");

        Answer second = get("/changing.txt", Map.of("If-None-Match", first.header("ETag")));

        assertThat(second.expect(200).body()).isEqualTo("other");
        assertThat(second.header("Cache-Control")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @Tag("P4")
    @ValueSource(
            strings = {
                "/../outside.txt",
                "/..%2foutside.txt",
                "/..%5coutside.txt",
                "/assets/..%2f..%2foutside.txt",
                "/%2e%2e/outside.txt",
                "/assets/%2e%2e%2f%2e%2e%2foutside.txt",
                "/..;/outside.txt",
                "/%252e%252e%252foutside.txt",
                "//etc/passwd",
                "/%2fetc%2fpasswd",
                "/file:///etc/passwd",
                "/outside.txt%00.js",
                "/link.txt",
                "/out/outside.txt",
                "/out/authproxy.yaml",
                "/.env",
                "/assets/.%2e/.env",
                "/classpath:application.properties",
                "/WEB-INF/web.xml"
            })
    void nothingOutsideTheFolderIsServed(String path) {
        for (String accept : new String[] {"*/*", HTML}) {
            Answer answer = RawTarget.get(SERVER.process().port(Service.PUBLIC), path, accept);

            assertThat(answer.body()).doesNotContain(SECRET, "root:", "jwt_signing_key");
            assertThat(answer.status())
                    .isIn(accept.equals(HTML) ? new Object[] {200, 400, 404} : new Object[] {400, 404});
        }
    }

    @Test
    void compressedTwinThatLeadsOutsideIsNotServed() {
        Answer answer = get("/assets/half.js", Map.of("Accept-Encoding", "gzip"));

        assertThat(answer.body()).doesNotContain(SECRET);
        answer.expectError(404, "not_found");
        assertThat(get("/assets/half.js", Map.of()).expect(200).body()).isEqualTo("half");
        assertThat(get("/inside.svg", Map.of()).expect(200).header("Content-Type"))
                .isEqualTo("image/svg+xml");
    }

    @Test
    void configurationOfThePagesHoldsNothingSecret() {
        Answer answer = get("/ui/config.json", Map.of()).expect(200);

        JsonNode config = JsonMapper.shared().readTree(answer.body());
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=60");
        assertThat(config).isEqualTo(JsonMapper.shared().readTree("""
            {"title": "Integrations", "product_name": "AuthProxy", "theme": {"accent": "#0b7285", "color_scheme":
             "system"}, "default_language": "en", "texts": {"de": {"a.b": "c"}}, "embed_origins":
             ["https://app.example.com", "http://127.0.0.1:8888"], "public_base_url": "http://localhost:8080",
             "show_branding": false}
            """));
    }

    @Test
    void pageOnAnotherOriginMayReadAllItNeeds() {
        Map<String, String> from = Map.of("Origin", "https://ui.example.org");
        Answer config = get("/ui/config.json", from).expect(200);
        Answer session = send("POST", "/session/_initiate", from).expectError(401, "unauthenticated");
        Answer preflight = send(
                "OPTIONS",
                "/api/v1/connections/_initiate",
                Map.of(
                        "Origin",
                        "https://ui.example.org",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "content-type,x-xsrf-token"));

        for (Answer answer : new Answer[] {config, session, preflight.expect(204)}) {
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://ui.example.org");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        }
        assertThat(session.header("Access-Control-Expose-Headers")).containsIgnoringCase("X-Xsrf-Token");
        assertThat(preflight.header("Access-Control-Allow-Headers")).containsIgnoringCase("X-Xsrf-Token");
        assertThat(get("/ui/config.json", Map.of("Origin", "https://evil.example"))
                        .header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void loaderMayBeUsedByEverySite() {
        Answer loader =
                get("/embed.js", Map.of("Origin", "https://anybody.example")).expect(200);

        assertThat(loader.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(loader.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(loader.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        assertThat(loader.header("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(loader.header("Content-Type")).startsWith("text/javascript");
    }

    @Test
    @Tag("S1")
    void tokenInTheAddressIsNeitherLoggedNorRepeated() {
        String token = "eyJtoken-in-the-address-55c3";
        Answer page = page("/connectors?auth_token=" + token).expect(200);

        assertThat(page.body()).doesNotContain(token);
        assertThat(page.headers().toString()).doesNotContain(token);
        page("/oauth2/none?auth_token=" + token);
        get("/assets/none.js?auth_token=" + token, Map.of());
        assertThat(SERVER.log()).doesNotContain(token);
    }
}

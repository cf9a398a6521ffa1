package net.authproxy.demo.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host owes AuthProxy: the right token for whoever is signed in, and nowhere else. */
class HostApplicationTests {

    private static final String PUBLIC = "http://localhost:8080";

    @TempDir
    Path directory;

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private HostApplication host;
    private ECPublicKey key;

    @BeforeEach
    void start() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        key = (ECPublicKey) pair.getPublic();
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        Path file = Files.writeString(directory.resolve("host.pem"), pem);
        host = HostApplication.start(new HostSettings(0, URI.create(PUBLIC), URI.create("http://127.0.0.1:9"), file));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
        return browser.send(
                request.uri(URI.create("http://127.0.0.1:" + host.port() + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(), path);
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        return send(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)),
                path);
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private JWTClaimsSet verified(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        assertThat(jwt.verify(new ECDSAVerifier(key))).isTrue();
        return jwt.getJWTClaimsSet();
    }

    @Test
    void asksWhoSomebodyIsAndGoesOn() throws Exception {
        String wish = "/login-redirect?return_to=http%3A%2F%2Flocalhost%3A8080%2Fconnectors%3Ftab%3D1";
        assertThat(location(get(wish))).startsWith("/sign-in?next=%2Flogin-redirect");
        post("/sign-in", "person=tomas");

        String back = location(get(wish));

        assertThat(back).startsWith(PUBLIC + "/connectors?tab=1&auth_token=");
        JWTClaimsSet claims = verified(back.substring(back.indexOf("auth_token=") + "auth_token=".length()));
        assertThat(claims.getSubject()).isEqualTo("tomas");
        assertThat(claims.getClaim("namespace")).isEqualTo("root.harbour");
        assertThat(claims.getAudience()).containsExactly("public");
        assertThat(claims.getStringClaim("nonce")).matches("non_[0-9a-z]{32}");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofSeconds(60));
        assertThat(claims.getJSONObjectClaim("actor"))
                .containsEntry("external_id", "tomas")
                .containsEntry("namespace", "root.harbour")
                .extractingByKey("permissions")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .allSatisfy(permission -> assertThat((Map<?, ?>) permission)
                        .extracting(each -> each.get("namespace"))
                        .isIn("root", "root.harbour"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080.evil.example/",
                "http://localhost:80800/",
                "https://evil.example/?http://localhost:8080/",
                "http://localhost:8080@evil.example/",
                "//localhost:8080/",
                ""
            })
    void givesATokenToNobodyElse(String returnTo) throws Exception {
        post("/sign-in", "person=ada");

        HttpResponse<String> answer = get("/login-redirect?return_to="
                + java.net.URLEncoder.encode(returnTo, java.nio.charset.StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("eyJ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "/a\r\nSet-Cookie: x=y",
                "javascript:1"
            })
    void goesOnToItsOwnPagesOnly(String next) throws Exception {
        String form = "person=ada&next=" + java.net.URLEncoder.encode(next, java.nio.charset.StandardCharsets.UTF_8);

        assertThat(location(post("/sign-in", form))).isEqualTo("/");
    }

    @Test
    void givesTokensToItsOwnPagesOnly() throws Exception {
        assertThat(post("/token", "").statusCode()).isEqualTo(401);
        post("/sign-in", "person=noor");
        assertThat(post("/token", "").body()).contains("eyJ");
        for (String site : List.of("cross-site", "same-site")) {
            HttpResponse<String> foreign = send(
                    HttpRequest.newBuilder().header("Sec-Fetch-Site", site).POST(BodyPublishers.noBody()), "/token");
            assertThat(foreign.statusCode()).isEqualTo(405);
        }
        post("/sign-out", "");
        assertThat(post("/token", "").statusCode()).isEqualTo(401);
    }

    @Test
    void framesAuthProxyAndNothingElse() throws Exception {
        String policy =
                get("/sign-in").headers().firstValue("Content-Security-Policy").orElseThrow();

        assertThat(policy).contains("frame-src " + PUBLIC, "script-src 'self' " + PUBLIC, "frame-ancestors 'none'");
        assertThat(policy).doesNotContain("unsafe");
    }

    @Test
    void saysThatAuthProxyIsAway() throws Exception {
        post("/sign-in", "person=ada");

        assertThat(get("/").statusCode()).isEqualTo(502);
        assertThat(get("/ask?connection=../../etc").statusCode()).isEqualTo(400);
    }
}

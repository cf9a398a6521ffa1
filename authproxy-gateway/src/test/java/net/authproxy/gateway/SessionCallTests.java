package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import net.authproxy.core.proxy.Decision;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.outbound.UpstreamOptions;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.UpstreamServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proxied calls of a login session (contract 5.5, 9.3). */
class SessionCallTests {

    private static final String OK = "HTTP/1.1 200 OK\r\nX-XSRF-TOKEN: of-the-upstream\r\nContent-Length: 2\r\n\r\nok";
    private static final String BROWSER = "Host: gw\r\nCookie: SESSION-ID=secret-cookie; other=1\r\n"
            + "X-XSRF-TOKEN: secret-token\r\nX_XSRF_TOKEN: secret-twin\r\nOrigin: https://page.example\r\n"
            + "Referer: https://page.example/x\r\nX-Own: 1\r\n";

    private final UpstreamServer upstream = UpstreamServer.answering(OK);
    private final FakeGate gate = new FakeGate(upstream.port());
    private GatewayFixture gateway;

    @BeforeEach
    void start() {
        gate.session = "fresh-token";
        gateway = new GatewayFixture(gate, "public", UnaryOperator.identity(), UpstreamOptions.defaults());
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
    }

    private HttpMessage envelope(String body) throws Exception {
        return gateway.call("POST " + GatewayFixture.ENVELOPE + " HTTP/1.1\r\n" + BROWSER
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    @Test
    @Tag("P9")
    void sendsNothingOfTheSessionUpstream() throws Exception {
        HttpMessage raw = gateway.call("GET " + GatewayFixture.RAW + "/a HTTP/1.1\r\n" + BROWSER + "\r\n");
        HttpMessage wrapped = envelope("{\"method\":\"GET\",\"url\":\"/b\",\"headers\":{\"Origin\":\"https://x\"}}");

        assertThat(raw.status()).isEqualTo(200);
        assertThat(wrapped.status()).isEqualTo(200);
        assertThat(upstream.requests()).hasSize(2);
        assertThat(upstream.requests().get(0).all("X-Own")).containsExactly("1");
        assertThat(upstream.received())
                .doesNotContain("secret-")
                .doesNotContainIgnoringCase("cookie:")
                .doesNotContainIgnoringCase("origin:")
                .doesNotContainIgnoringCase("referer:");
    }

    @Test
    void marksEveryAnswerWithTheTokenOfTheSession() throws Exception {
        String raw = "GET " + GatewayFixture.RAW + "/a HTTP/1.1\r\n" + BROWSER + "\r\n";

        List<HttpMessage> answers = List.of(gateway.call(raw), envelope("{\"method\":\"GET\",\"url\":\"/b\"}"));
        gate.override = request -> gate.refuse(ErrorCode.XSRF_MISSING, "missing XSRF token");
        HttpMessage refused = gateway.call(raw);
        gate.loads = true;
        HttpMessage refusedLater = gateway.call(raw);

        answers.forEach(answer -> assertThat(answer.all("X-XSRF-TOKEN")).containsExactly("fresh-token"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.all("X-XSRF-TOKEN")).containsExactly("fresh-token");
        assertThat(refusedLater.all("X-XSRF-TOKEN")).containsExactly("fresh-token");
    }

    @Test
    void keepsOriginForACallerWithAToken() throws Exception {
        gate.session = "";
        HttpMessage answer =
                gateway.call("GET " + GatewayFixture.RAW + "/a HTTP/1.1\r\n" + GatewayFixture.LOGIN + BROWSER + "\r\n");

        assertThat(answer.all("X-XSRF-TOKEN")).isEmpty();
        assertThat(upstream.requests().get(0).all("Origin")).containsExactly("https://page.example");
    }

    @Test
    void holdsNoBodyForWhoShowsNothing() throws Exception {
        gate.session = "";
        gate.override = request -> new Decision.Refused(
                new AuthProxyException(ErrorCode.UNAUTHENTICATED, "authentication is required"), gate.rows::add);
        HttpMessage answer = gateway.call("POST " + GatewayFixture.ENVELOPE
                + " HTTP/1.1\r\nHost: gw\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n");

        assertThat(answer.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "public, /session/_initiate, /api/v1/session/_initiate",
        "public, /session/_list?x=/api/, /api/v1/session/_list?x=/api/",
        "public, /api/me, /api/v1/me",
        "public, /api/connections/x/labels?y, /api/v1/connections/x/labels?y",
        "public, /api/v1/me, /api/v1/me",
        "public, /api/v1, /api/v1",
        "public, /api/v2/me, /api/v2/me",
        "public, /api/v12?x, /api/v12?x",
        "public, /api/vendors, /api/v1/vendors",
        "public, /api, /api",
        "public, /session, /session",
        "public, /sessions/x, /sessions/x",
        "public, /error?error=not_found, /error?error=not_found",
        "admin-api, /session/_initiate, /api/v1/session/_initiate",
        "admin-api, /api/me, /api/me",
        "api, /session/_list, /session/_list",
        "api, /api/me, /api/me"
    })
    void knowsTheOtherNamesOfRoutes(String service, String target, String resolved) {
        assertThat(Aliases.resolve(target, service)).isEqualTo(resolved);
    }
}

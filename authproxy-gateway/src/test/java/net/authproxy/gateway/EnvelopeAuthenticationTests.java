package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.RawClient;
import net.authproxy.testsupport.UpstreamServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls comes before anything about the body of an envelope (contract 9.6), and is asked once per call. */
class EnvelopeAuthenticationTests {

    private static final String HEAD = "POST " + GatewayFixture.ENVELOPE + " HTTP/1.1\r\nHost: gw\r\n";
    private static final String STRANGER = "Authorization: Bearer of-a-stranger\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String ENVELOPE = "{\"url\":\"/x\",\"method\":\"GET\"}";

    private UpstreamServer upstream;
    private FakeGate gate;
    private GatewayFixture gateway;

    @BeforeEach
    void start() {
        upstream = UpstreamServer.answering("HTTP/1.1 204 No Content\r\n\r\n");
        gate = new FakeGate(upstream.port());
        gateway = new GatewayFixture(gate);
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
    }

    private static String sized(String body) {
        return "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @ParameterizedTest
    @CsvSource({
        "false, ''",
        "true, ''",
        "false, nonsense",
        "true, nonsense",
        "false, '{\"url\":\"/x\",\"method\":\"TRACE\"}'",
        "true, '{\"url\":\"/x\",\"method\":\"GET\"}'"
    })
    void aStrangerHearsNothingAboutTheBody(boolean loads, String body) throws Exception {
        gate.loads = loads;

        HttpMessage answer = gateway.call(HEAD + STRANGER + JSON + sized(body));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).contains("\"invalid_token\"");
        assertThat(answer.first("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(gate.seenTargets).isEmpty();
        assertThat(gate.authentications).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: text/plain\r\n", ""})
    void aStrangerHearsNothingAboutItsType(String type) throws Exception {
        assertThat(gateway.call(HEAD + STRANGER + type + sized("x")).status()).isEqualTo(401);
        assertThat(gateway.call(HEAD + type + sized("x")).status()).isEqualTo(401);
        assertThat(gateway.call(HEAD + GatewayFixture.LOGIN + type + sized("x")).status())
                .isEqualTo(415);
    }

    /** The body is announced and never sent: nobody waits for it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 20\r\n", "Content-Length: 999999999999\r\n", "Transfer-Encoding: chunked\r\n"})
    void nothingIsReadFromAStranger(String framing) throws Exception {
        for (boolean loads : new boolean[] {false, true}) {
            gate.loads = loads;
            try (RawClient client = gateway.connect()) {
                client.send(HEAD + STRANGER + JSON + "Expect: 100-continue\r\n" + framing + "\r\n");

                assertThat(client.answer().status()).as("no 100 first").isEqualTo(401);
            }
        }
        assertThat(gateway.buffers.left()).isEqualTo(256L << 20);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theDecisionKnowsWhoWasAuthenticatedAndAsksNobodyAgain(boolean loads) throws Exception {
        gate.loads = loads;

        HttpMessage answer = gateway.call(HEAD + GatewayFixture.LOGIN + JSON + sized(ENVELOPE));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(gate.authentications).hasValue(1);
        assertThat(gate.seenCallers).containsExactly(Optional.of(FakeGate.CALLER));
        assertThat(gate.row().status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRawFormIsAuthenticatedByItsDecision(boolean loads) throws Exception {
        gate.loads = loads;

        assertThat(gateway.get("/x").status()).isEqualTo(204);

        assertThat(gate.authentications).hasValue(0);
        assertThat(gate.seenCallers).containsExactly(Optional.empty());
    }

    /** A call without a body must not wait for one that ended while its caller was looked up. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Length: 0\r\n"})
    void aKnownCallerWithoutABodyIsToldSo(String framing) throws Exception {
        gate.loads = true;

        HttpMessage answer = gateway.call(HEAD + GatewayFixture.LOGIN + JSON + framing + "\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("\"malformed_json\"");
    }

    @Test
    void aKnownCallerIsAskedForItsBodyAfterwards() throws Exception {
        gate.loads = true;
        try (RawClient client = gateway.connect()) {
            client.send(HEAD + GatewayFixture.LOGIN + JSON + "Expect: 100-continue\r\nContent-Length: "
                    + ENVELOPE.length() + "\r\n\r\n");
            assertThat(HttpMessage.read(client.in(), HttpMessage.Kind.ANSWER_WITHOUT_BODY)
                            .status())
                    .isEqualTo(100);
            client.send(ENVELOPE);

            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aMissingDatabaseIsNotTheCallersFault() throws Exception {
        gate.loads = true;
        gate.authenticationFailure = new AuthProxyException(ErrorCode.UNAVAILABLE, "away");
        assertThat(gateway.call(HEAD + GatewayFixture.LOGIN + JSON + sized(ENVELOPE))
                        .status())
                .isEqualTo(503);

        gate.authenticationFailure = new IllegalStateException("a defect");
        HttpMessage defect = gateway.call(HEAD + GatewayFixture.LOGIN + JSON + sized(ENVELOPE));
        assertThat(defect.status()).isEqualTo(500);
        assertThat(defect.text()).contains("Internal Server Error").doesNotContain("defect");
    }

    @Test
    void theRouteItselfComesFirst() throws Exception {
        assertThat(gateway.call("GET " + GatewayFixture.ENVELOPE + " HTTP/1.1\r\nHost: gw\r\n" + STRANGER + "\r\n")
                        .status())
                .isEqualTo(405);
        assertThat(gate.authentications).hasValue(0);
    }
}

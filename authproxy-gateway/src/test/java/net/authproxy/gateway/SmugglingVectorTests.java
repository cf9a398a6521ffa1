package net.authproxy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.RawClient;
import net.authproxy.testsupport.UpstreamServer;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Published parser cases against the listener and against the client side (security P5). */
@Tag("P5")
class SmugglingVectorTests {

    private static final int GADGETS = 668;
    private static final int LLHTTP = 222;
    private static final int REQUESTS = 149;
    private static final int ANSWERS = 73;

    /** Rows where a difference to the other parser is wanted, each with its reason. */
    private static final Map<String, String> EXCUSED = Map.of(
            "request/invalid#60", "an obs-fold becomes one clean line (contract 1.1)",
            "request/invalid#61", "an obs-fold becomes one clean line (contract 1.1)",
            "request/lenient-headers#68", "the first request is whole; the second never ends and meets its deadline",
            "response/connection#154", "bytes behind a complete answer go down with their connection",
            "response/connection#157", "bytes behind a complete answer go down with their connection",
            "response/connection#155", "bytes behind a complete answer go down with their connection",
            "response/connection#156", "bytes behind a complete answer go down with their connection");

    private static JsonNode read(String file, String member, int count) {
        JsonNode rows = JsonMapper.shared()
                .readTree(Vectors.file("http1/" + file).toFile())
                .get(member);
        assertThat(rows.size()).isEqualTo(count);
        return rows;
    }

    private static String decode(JsonNode row, String member) {
        return new String(Base64.getDecoder().decode(row.get(member).asString()), StandardCharsets.ISO_8859_1);
    }

    @Test
    void transferEncodingDisguisesNeverSplitARequest() throws Exception {
        JsonNode gadgets = read("te_mutations.json", "gadgets", GADGETS);
        String inner =
                "GET " + GatewayFixture.RAW + "/SMUGGLED HTTP/1.1\r\nHost: gw\r\n" + GatewayFixture.LOGIN + "\r\n";
        String endsEarly = "0\r\n\r\n" + inner;
        String size = Integer.toHexString(inner.length());
        String longer = size + "\r\n" + inner + "\r\n0\r\n\r\n";
        try (ProxyCases cases = ProxyCases.ok()) {
            int run = 0;
            for (JsonNode gadget : gadgets) {
                String line = decode(gadget, "gadgetBase64");
                probe(cases, line, endsEarly.length(), endsEarly);
                // The length ends within the size line: what follows is a request only to who believes the gadget.
                probe(cases, line, 1, longer);
                run++;
            }
            assertThat(run).isEqualTo(GADGETS);
            assertThat(cases.upstream.requests())
                    .allMatch(request -> request.target().equals("/first"));
            assertThat(cases.upstream.received()).doesNotContain("Exception");
        }
    }

    private static void probe(ProxyCases cases, String gadget, int length, String body) throws IOException {
        int before = cases.upstream.requests().size();
        String request = "POST " + GatewayFixture.RAW + "/first HTTP/1.1\r\n" + gadget + "\r\nHost: gw\r\n"
                + GatewayFixture.LOGIN + "Content-Length: " + length + "\r\n\r\n" + body;
        try (RawClient client = cases.gateway.connect()) {
            client.timeout(5_000).send(request);
            HttpMessage answer = client.answer();
            assertThat(answer).as(gadget).isNotNull();
            if (answer.status() == 400) {
                assertThat(client.closedByPeer()).as(gadget).isTrue();
                assertThat(cases.upstream.requests()).as(gadget).hasSize(before);
            } else {
                assertThat(answer.status()).as(gadget).isEqualTo(200);
                HttpMessage seen = cases.upstream.requests().get(before);
                assertThat(seen.all("Content-Length")).as(gadget).containsExactly(Integer.toString(length));
                assertThat(seen.body()).as(gadget).hasSize(length);
                assertThat(seen.all("Transfer-Encoding")).as(gadget).isEmpty();
            }
        }
    }

    @Test
    void llhttpRequestsAreRefusedOrReadAlike() throws Exception {
        List<String> wrong = new ArrayList<>();
        Map<JsonNode, Boolean> closed = new LinkedHashMap<>();
        try (ProxyCases cases = ProxyCases.ok()) {
            for (JsonNode row : read("llhttp_cases.json", "cases", LLHTTP)) {
                if (row.get("direction").asString().equals("request")) {
                    closed.put(row, send(cases, aimed(decode(row, "rawBase64"), closed.size())));
                }
            }
            int index = 0;
            for (Map.Entry<JsonNode, Boolean> entry : closed.entrySet()) {
                String fault = requestFault(cases, entry.getKey(), entry.getValue(), "/row" + index++ + "/");
                if (fault != null
                        && !EXCUSED.containsKey(entry.getKey().get("id").asString())) {
                    wrong.add(describe(entry.getKey(), fault));
                }
            }
            assertThat(cases.upstream.received()).doesNotContain("Exception");
        }
        assertThat(closed).hasSize(REQUESTS);
        assertThat(wrong).isEmpty();
    }

    /** Sends, reads what comes within a moment, and says whether the connection was closed. */
    private static boolean send(ProxyCases cases, String bytes) throws IOException {
        try (RawClient client = cases.gateway.connect()) {
            client.timeout(250).send(bytes);
            HttpMessage answer = client.answer();
            while (answer != null) {
                answer = client.answer();
            }
            return true;
        } catch (java.net.SocketTimeoutException waiting) {
            return false;
        }
    }

    private static String requestFault(ProxyCases cases, JsonNode row, boolean closed, String path) {
        long forwarded = cases.upstream.requests().stream()
                .filter(request -> request.complete() && request.target().startsWith(path))
                .count();
        boolean bad = row.get("lenient").asBoolean() || !row.get("llhttpError").isNull();
        if (forwarded > Math.max(1, row.get("llhttpMessagesCompleted").asInt())) {
            return "forwarded " + forwarded;
        }
        return bad && forwarded > 0 && !closed ? "forwarded and left open" : null;
    }

    private static String describe(JsonNode row, String fault) {
        return row.get("id").asString() + " " + fault + " "
                + row.get("llhttpError").asString("") + " "
                + decode(row, "rawBase64").replace("\r", "\\r").replace("\n", "\\n");
    }

    /** The same bytes, but asking for a proxied call, with the headers that every request needs. */
    private static String aimed(String raw, int row) {
        int blank = raw.indexOf(' ');
        int line = raw.indexOf("\r\n");
        if (blank < 0 || line < blank || raw.charAt(Math.min(blank + 1, raw.length() - 1)) != '/') {
            return raw;
        }
        String host = raw.toLowerCase(java.util.Locale.ROOT).contains("\nhost:") ? "" : "Host: gw\r\n";
        return raw.substring(0, blank + 1) + GatewayFixture.RAW + "/row" + row + raw.substring(blank + 1, line) + "\r\n"
                + host + GatewayFixture.LOGIN + raw.substring(line + 2);
    }

    @Test
    void llhttpAnswersAreRefusedOrReadAlike() throws Exception {
        List<String> wrong = new ArrayList<>();
        int run = 0;
        for (JsonNode row : read("llhttp_cases.json", "cases", LLHTTP)) {
            if (row.get("direction").asString().equals("response")) {
                String fault = answerFault(row);
                if (fault != null && !EXCUSED.containsKey(row.get("id").asString())) {
                    wrong.add(describe(row, fault));
                }
                run++;
            }
        }
        assertThat(run).isEqualTo(ANSWERS);
        assertThat(wrong).isEmpty();
    }

    private static String answerFault(JsonNode row) throws Exception {
        String raw = decode(row, "rawBase64");
        try (ProxyCases cases = new ProxyCases(UpstreamServer.scripted(connection -> {
                    connection.request();
                    connection.write(raw);
                }));
                RawClient client = cases.gateway.connect()) {
            client.timeout(3_000).send(ProxyCases.raw("GET", "/x", "", ""));
            HttpMessage answer;
            try {
                answer = client.answer();
            } catch (java.net.SocketTimeoutException hangs) {
                return "hangs";
            }
            boolean bad =
                    row.get("lenient").asBoolean() || !row.get("llhttpError").isNull();
            boolean refused = answer == null || answer.status() == 502 || !answer.complete();
            client.timeout(100);
            String more = null;
            try {
                more = client.rest();
            } catch (java.net.SocketTimeoutException nothing) {
                more = "";
            }
            if (!more.isEmpty()) {
                return "a second answer: " + more;
            }
            return bad && !refused ? "passed: " + answer : null;
        }
    }
}

package net.authproxy.core.shared.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The web platform tests as a differential: what we accept has the host and port that WHATWG gives it. */
@Tag("P2")
class UrlVectorTests {

    /** Why we refuse what WHATWG repairs or allows, and how many rows each rule costs. */
    private static final Map<String, Integer> STRICTER = Map.ofEntries(
            Map.entry("a host that is a number must be an IPv4 address of four decimal parts", 13),
            Map.entry("only http and https URLs can be called", 1),
            Map.entry("path and query must be ASCII; percent-encode other characters", 9),
            Map.entry("the URL has a fragment, which is never sent; leave it out", 25),
            Map.entry("the URL holds a blank, a control character or a backslash", 30),
            Map.entry("the URL holds user information before the host", 23),
            Map.entry("the URL must be absolute and start with https://", 38),
            Map.entry("the host has an empty label or one longer than 63 characters", 2),
            Map.entry("the host holds a character that no DNS name has", 5),
            Map.entry("the host is empty or longer than 253 characters", 1),
            Map.entry("the host is not a valid internationalised name", 7),
            Map.entry("the path holds a . or .. segment", 17),
            Map.entry("the path holds an encoded NUL, CR or LF", 1),
            Map.entry("the port must be a number from 1 to 65535 without leading zeros", 4),
            Map.entry("the scheme must be followed by two slashes", 21));

    @Test
    void agreesWithWhatwgOnEveryAcceptedUrl() throws IOException {
        List<String> differences = new ArrayList<>();
        Map<String, Integer> stricter = new TreeMap<>();
        int accepted = 0;
        List<JsonNode> rows = rows("url/wpt_urltestdata.json");
        for (JsonNode row : rows) {
            String input = row.get("input").asString();
            boolean fails = row.path("failure").asBoolean(false);
            boolean web = !fails && row.get("protocol").asString().startsWith("http");
            try {
                OutboundUrl url = OutboundUrl.parse(input);
                accepted++;
                if (!web || !expectedOrigin(row).equals(origin(url))) {
                    differences.add(input + " read as " + url);
                }
            } catch (AuthProxyException refused) {
                stricter.merge(refused.message(), web ? 1 : 0, Integer::sum);
            }
        }

        assertThat(differences).isEmpty();
        assertThat(rows).hasSize(891);
        assertThat(accepted).isEqualTo(51);
        stricter.values().removeIf(count -> count == 0);
        assertThat(stricter).isEqualTo(STRICTER);
    }

    @Test
    void agreesWithWhatwgOnEveryAcceptedHost() throws IOException {
        List<String> differences = new ArrayList<>();
        int accepted = 0;
        List<JsonNode> rows = rows("url/wpt_toascii.json");
        for (JsonNode row : rows) {
            String input = row.get("input").asString();
            OutboundUrl url = parseOrNull("https://" + input + "/");
            if (url == null) {
                continue;
            }
            accepted++;
            if (!url.host().equals(row.get("output").asString(null))) {
                differences.add(input + " read as " + url.host());
            }
        }

        assertThat(differences).isEmpty();
        assertThat(rows).hasSize(87);
        assertThat(accepted).isGreaterThanOrEqualTo(40);
    }

    private static String expectedOrigin(JsonNode row) {
        String host = row.get("hostname").asString();
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String port = row.get("port").asString();
        return row.get("protocol").asString() + "//" + bare + (port.isEmpty() ? "" : ":" + port);
    }

    private static String origin(OutboundUrl url) {
        return (url.tls() ? "https:" : "http:") + "//" + url.authority();
    }

    private static OutboundUrl parseOrNull(String text) {
        try {
            return OutboundUrl.parse(text);
        } catch (AuthProxyException refused) {
            return null;
        }
    }

    private static List<JsonNode> rows(String file) throws IOException {
        JsonNode all = JsonMapper.shared().readTree(Files.readString(Vectors.file(file)));
        return StreamSupport.stream(all.spliterator(), false)
                .filter(JsonNode::isObject)
                .toList();
    }
}

package net.authproxy.core.shared.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.testsupport.Vectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The server-side request forgery table, row by row, against the gate with plain http open and, for the address rows, a
 * host list that names the very host, so that nothing but the address rule stands in the way.
 */
class SsrfVectorTests {

    private static final String INNER = "10.9.8.7";
    private static final AllowedHosts PARSER_HOSTS = AllowedHosts.of(List.of("allowed.test"));

    @Test
    @Tag("P2")
    void refusesEveryInnerAddressAndAllowsTheirNeighbours() throws IOException {
        List<JsonNode> rows = payloads();
        Map<String, String> wrong = new LinkedHashMap<>();
        int refuse = 0;
        int allow = 0;
        for (JsonNode row : rows) {
            String expected = row.get("expect").asString();
            if (expected.startsWith("refuse")) {
                refuse++;
                verdict(row, null).filter(code -> !isRefusal(code)).ifPresent(code -> note(wrong, row, code));
                if (verdict(row, null).isEmpty()) {
                    wrong.put(row.get("id").asString(), "allowed");
                }
            } else if (expected.equals("allow-by-address-rule")) {
                allow++;
                verdict(row, null).ifPresent(code -> note(wrong, row, code));
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(rows).hasSize(125);
        assertThat(refuse).isEqualTo(117);
        assertThat(allow).isEqualTo(5);
    }

    @Test
    @Tag("P1")
    void bindsEveryParserRowToTheAllowedHost() throws IOException {
        List<JsonNode> rows = payloads().stream()
                .filter(row -> row.get("class").asString().equals("parser"))
                .toList();
        Map<String, String> wrong = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            Optional<ErrorCode> code = verdict(row, PARSER_HOSTS);
            boolean right = switch (row.get("expect").asString()) {
                case "refuse" -> code.isPresent() && isRefusal(code.get());
                case "4xx-no-crash" -> code.isPresent() && code.get().status() == 400;
                // Stated: one trailing dot is removed, so the allowed name with a dot is the allowed name.
                case "allow", "stated-policy" -> code.isEmpty();
                default -> false;
            };
            if (!right) {
                wrong.put(row.get("id").asString(), String.valueOf(code));
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(rows).hasSize(23);
    }

    @Test
    @Tag("P1")
    void reachesNoHostOffTheListByAnyRedirectString() throws IOException {
        JsonNode table = JsonMapper.shared().readTree(Files.readString(Vectors.file("open-redirect/payloads.json")));
        List<String> strings = StreamSupport.stream(table.get("payloads").spliterator(), false)
                .map(row -> row.isString() ? row.asString() : row.get("value").asString())
                .toList();
        String listed = "www.whitelisteddomain.tld";

        assertThat(strings).hasSize(78);
        assertThat(hostsReached(strings, AllowedHosts.of(List.of(listed)))).isSubsetOf(listed);
    }

    @Test
    @Tag("P1")
    void reachesNoHostOffThePatternByAnyTemplateValue() {
        List<String> values = List.of(
                "acme",
                "evil.test/",
                "evil.test/#",
                "evil.test#",
                "evil.test?",
                "evil.test\\",
                "evil.test%2f",
                "evil.test%23",
                "evil.test%00",
                "evil.test:443",
                "evil.test:443/",
                "evil.test@",
                "a@evil.test/",
                "a:b@evil.test/",
                "evil.test\t",
                "evil.test\n/",
                "evil.test\r\n",
                " evil.test/",
                "evil.test／",
                "evil.test＃",
                "evil.test？",
                "evil.test＠x/",
                "evil.test。",
                "evil.test⁄",
                "evil.test℀",
                "127.0.0.1/",
                "[::1]/",
                "[::1]#",
                "127.0.0.1#",
                "2130706433/",
                "0x7f.1/",
                "..",
                ".",
                "",
                "-",
                "*",
                "xn--a",
                "\u202etset",
                "evil.test;",
                "evil.test/../",
                "evil.test/%2e%2e/",
                "EVIL.TEST/",
                "//evil.test/");

        assertThat(values).hasSizeGreaterThanOrEqualTo(40);
        assertThat(hostsReached(
                        values.stream()
                                .map(value -> "https://" + value + ".vendor.test/v1")
                                .toList(),
                        AllowedHosts.of(List.of("*.vendor.test"))))
                .allMatch(host -> host.endsWith(".vendor.test"))
                .contains("acme.vendor.test");
    }

    private static List<String> hostsReached(List<String> urls, AllowedHosts hosts) {
        FakeResolver asked = new FakeResolver();
        EgressPolicy policy = new EgressPolicy(true, List.of("0.0.0.0/0", "::/0"), asked, Clock.systemUTC());
        List<String> reached = new ArrayList<>();
        for (String url : urls) {
            try {
                reached.add(policy.check(OutboundUrl.parse(url), hosts).host());
            } catch (AuthProxyException refused) {
                assertThat(refused.code().status()).isIn(400, 403, 502);
            }
        }
        reached.addAll(asked.questions());
        return reached;
    }

    /** The control: a check by InetAddress helpers lets inner addresses through, so the rows can tell good from bad. */
    @Test
    @Tag("P2")
    void rowsCatchACheckThatTrustsInetAddressHelpers() throws IOException {
        List<String> letThrough = new ArrayList<>();
        for (JsonNode row : payloads()) {
            if (row.get("expect").asString().startsWith("refuse")
                    && naiveCheckAllows(row.get("url").asString())) {
                letThrough.add(row.get("id").asString());
            }
        }

        assertThat(letThrough).hasSizeGreaterThanOrEqualTo(15);
    }

    /** The code of the refusal; empty if the URL may be called. */
    private static Optional<ErrorCode> verdict(JsonNode row, AllowedHosts given) {
        AddressResolver inner = host -> List.of(FakeResolver.named(host, INNER));
        AddressResolver outer = host -> List.of(FakeResolver.named(host, "93.184.216.34"));
        EgressPolicy policy = new EgressPolicy(true, List.of(), given == null ? inner : outer, Clock.systemUTC());
        try {
            OutboundUrl url = OutboundUrl.parse(row.get("url").asString());
            AllowedHosts hosts = given == null ? AllowedHosts.of(List.of(authorityWithPort(url))) : given;
            policy.check(url, hosts);
            return Optional.empty();
        } catch (AuthProxyException refusal) {
            return Optional.of(refusal.code());
        }
    }

    private static String authorityWithPort(OutboundUrl url) {
        return (url.host().contains(":") ? "[" + url.host() + "]" : url.host()) + ":" + url.port();
    }

    private static boolean isRefusal(ErrorCode code) {
        return code.status() == 400 || code.status() == 403;
    }

    private static void note(Map<String, String> wrong, JsonNode row, ErrorCode code) {
        wrong.put(row.get("id").asString(), code.code());
    }

    private static boolean naiveCheckAllows(String url) {
        try {
            String host = URI.create(url).getHost();
            if (host == null || !host.matches("[0-9a-fx.]+|\\[.*\\]")) {
                return false;
            }
            InetAddress address = InetAddress.getByName(host);
            return !address.isLoopbackAddress()
                    && !address.isSiteLocalAddress()
                    && !address.isLinkLocalAddress()
                    && !address.isAnyLocalAddress();
        } catch (IllegalArgumentException | UnknownHostException refused) {
            return false;
        }
    }

    private static List<JsonNode> payloads() throws IOException {
        JsonNode table = JsonMapper.shared().readTree(Files.readString(Vectors.file("ssrf/payloads.json")));
        List<JsonNode> rows =
                StreamSupport.stream(table.get("payloads").spliterator(), false).toList();
        assertThat(rows).hasSize(table.get("count").asInt());
        return rows;
    }
}

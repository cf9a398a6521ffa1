package net.authproxy.core.shared.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.function.Supplier;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundUrlTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "https://api.example.com/v1 true api.example.com 443 /v1 api.example.com",
                "HTTPS://API.Example.COM./x true api.example.com 443 /x api.example.com",
                "http://api.example.com false api.example.com 80 / api.example.com",
                "http://api.example.com:443?a=b false api.example.com 443 /?a=b api.example.com:443",
                "https://api.example.com:443/ true api.example.com 443 / api.example.com",
                "https://api.example.com:8443/a//b;c=1?x=%0A&y=[1] true api.example.com 8443 /a//b;c=1?x=%0A&y=[1]"
                        + " api.example.com:8443",
                "https://bücher.example/%2Fa%20 true xn--bcher-kva.example 443 /%2Fa%20 xn--bcher-kva.example",
                "https://xn--bcher-kva.example true xn--bcher-kva.example 443 / xn--bcher-kva.example",
                "https://faß.example true xn--fa-hia.example 443 / xn--fa-hia.example",
                "https://ａｐｉ．example。com true api.example.com 443 / api.example.com",
                "http://my_service-.test/ false my_service-.test 80 / my_service-.test",
                "https://r3---sn-abc.example.com/ true r3---sn-abc.example.com 443 / r3---sn-abc.example.com",
                "https://203.0.113.7 true 203.0.113.7 443 / 203.0.113.7",
                "https://[2001:DB8:0:0::1]:8443/ true 2001:db8::1 8443 / [2001:db8::1]:8443",
                "http://[::ffff:192.0.2.1]/ false ::ffff:c000:201 80 / [::ffff:c000:201]",
                "http://0x7f.example.com/ false 0x7f.example.com 80 / 0x7f.example.com",
                "http://a/@b:c@d false a 80 /@b:c@d a",
                "http://a?@b false a 80 /?@b a",
                "http://a/..b/.c/...?/../ false a 80 /..b/.c/...?/../ a"
            })
    void readsUrlOnce(String text, boolean tls, String host, int port, String target, String authority) {
        OutboundUrl url = OutboundUrl.parse(text);

        assertThat(url.tls()).isEqualTo(tls);
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.target()).isEqualTo(target);
        assertThat(url.authority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/path",
                "//api.example.com/",
                "api.example.com/",
                "://x",
                "https:api.example.com",
                "https:/api.example.com",
                "https:///api.example.com",
                "https://",
                "https://?x",
                "https://:443/",
                " https://a/",
                "https://a/ b",
                "https://a/\tb",
                "https://a/\u0000",
                "https://a/\u007f",
                "https://a\\b/",
                "https://a/b\\c",
                "https://a/?b\\c",
                "https://a/#frag",
                "https://a#@b/",
                "https://user@a/",
                "https://user:pass@a/",
                "https://@a/",
                "https://a:/",
                "https://a:0/",
                "https://a:080/",
                "https://a:65536/",
                "https://a:-1/",
                "https://a:+80/",
                "https://a:80:90/",
                "https://a:８０/",
                "https://a..b/",
                "https://.a/",
                "https://./",
                "https://a../",
                "https://a%2eb/",
                "https://a%00b/",
                "https://a,b/",
                "https://a*b/",
                "https://a_b.test/",
                "https://-a.test/",
                "https://a-.test/",
                "https://xn--a/",
                "https://xn--/",
                "https://\u00ad/",
                "https://a\u202eb/",
                "https://\ud800/",
                "https://127.1/",
                "https://0177.0.0.1/",
                "https://127.0.0.01/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://2130706433/",
                "https://256.0.0.1/",
                "https://1.2.3.4.5/",
                "https://a.0x/",
                "https://a.1/",
                "https://①②⑦.⓪.⓪.①/",
                "https://１２７．０．０．１/",
                "https://127。0。0。1/",
                "https://[::1/",
                "https://[::1]a/",
                "https://[::1]]/",
                "https://[]/",
                "https://[::1%25lo]/",
                "https://[::1%lo]/",
                "https://[1:2:3:4:5:6:7]/",
                "https://[1:2:3:4:5:6:7:8:9]/",
                "https://[1:2:3:4:5:6:7::8]/",
                "https://[::1::]/",
                "https://[12345::]/",
                "https://[::127.1]/",
                "https://[::01.2.3.4]/",
                "https://[1.2.3.4::]/",
                "https://[fe80::１]/",
                "https://a/./b",
                "https://a/../b",
                "https://a/b/..",
                "https://a/b/..?x",
                "https://a/%2e%2E/b",
                "https://a/.%2e/b",
                "https://a/%2e",
                "https://a/b%00c",
                "https://a/b%0dc",
                "https://a/b%0A",
                "https://a/日本",
                "https://a/?q=日本"
            })
    void refusesDoubtfulUrl(String text) {
        assertThat(codeOf(text)).isEqualTo(ErrorCode.INVALID_URL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://a/", "mailto:a@b", "jar:http://a!/", "httpx://a/", "x:"})
    void refusesOtherSchemes(String text) {
        assertThat(codeOf(text)).isEqualTo(ErrorCode.UPSTREAM_SCHEME_NOT_ALLOWED);
    }

    @Test
    void refusesNamesThatDnsCannotHold() {
        String label = "a".repeat(63);

        assertThat(OutboundUrl.parse("https://" + label + ".test/").host()).hasSize(68);
        assertThat(codeOf("https://a" + label + ".test/")).isEqualTo(ErrorCode.INVALID_URL);
        assertThat(codeOf("https://" + (label + ".").repeat(4) + "test/")).isEqualTo(ErrorCode.INVALID_URL);
        assertThat(codeOf("https://" + "ü".repeat(5_000) + "/")).isEqualTo(ErrorCode.INVALID_URL);
    }

    @Test
    void refusesUrlLongerThanItsLimit() {
        String start = "https://a/";

        assertThat(OutboundUrl.parse(start + "a".repeat(OutboundUrl.MAX_LENGTH - start.length())))
                .isNotNull();
        assertThat(codeOf(start + "a".repeat(OutboundUrl.MAX_LENGTH))).isEqualTo(ErrorCode.INVALID_URL);
    }

    @Test
    void writesIpv6AsRfc5952Does() {
        assertThat(OutboundUrl.parse("https://[2001:0:0:1:0:0:0:1]/").host()).isEqualTo("2001:0:0:1::1");
        assertThat(OutboundUrl.parse("https://[2001:db8:0:1:1:1:1:1]/").host()).isEqualTo("2001:db8:0:1:1:1:1:1");
        assertThat(OutboundUrl.parse("https://[0:0:0:0:0:0:0:0]/").host()).isEqualTo("::");
        assertThat(OutboundUrl.parse("https://[1:0:0:0:0:0:0:0]/").host()).isEqualTo("1::");
        assertThat(OutboundUrl.parse("https://[1:0:0:2:0:0:3:4]/").host()).isEqualTo("1::2:0:0:3:4");
    }

    @Test
    void keepsPathAndQueryOutOfItsText() {
        assertThat(OutboundUrl.parse("https://a:1/secret?token=t")).hasToString("https://a:1");
    }

    private static ErrorCode codeOf(String text) {
        AuthProxyException refusal = catchThrowableOfType(AuthProxyException.class, () -> OutboundUrl.parse(text));
        assertThat(refusal).as(text).isNotNull();
        return refusal.code();
    }

    /** Whatever the two texts are: read apart they give what they give read together. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example.com",
                "http://api.example.com:8080/v1",
                "https://[2001:db8::1]/a%2",
                "https://api.example.com/a?b=c",
                "https://api.example.com/x/."
            })
    void appendsAsIfWrittenInOne(String base) {
        for (String tail : TAILS) {
            OutboundUrl whole = parsed(() -> OutboundUrl.parse(base + tail));
            OutboundUrl apart = parsed(() -> OutboundUrl.parse(base).under(tail));

            assertThat(apart).as(base + " + " + tail).isEqualTo(whole);
            assertThat(apart == null ? null : apart.authority()).isEqualTo(whole == null ? null : whole.authority());
        }
    }

    @Test
    void tailCannotReachIntoTheAuthority() {
        OutboundUrl base = OutboundUrl.parse("https://api.example.com");

        for (String tail : List.of("@evil.test/", ".evil.test", ":8080/", "x", " /")) {
            assertThat(parsed(() -> base.under(tail))).as(tail).isNull();
        }
    }

    private static final List<String> TAILS = List.of(
            "",
            "/",
            "?a=b",
            "/b/c?d=%0A",
            "/../x",
            "/a/%2e%2E/b",
            "/e/..",
            "/a#b",
            "/a b",
            "/a\\b",
            "/ü",
            "//evil.test/",
            "/" + "y".repeat(OutboundUrl.MAX_LENGTH - 23),
            "/" + "y".repeat(OutboundUrl.MAX_LENGTH - 24),
            "/" + "y".repeat(OutboundUrl.MAX_LENGTH));

    private static @Nullable OutboundUrl parsed(Supplier<OutboundUrl> reading) {
        try {
            return reading.get();
        } catch (AuthProxyException refused) {
            return null;
        }
    }
}

package net.authproxy.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.outbound.OutboundUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTests {

    @ParameterizedTest
    @CsvSource({
        "https://a.test, '', /",
        "https://a.test/, '', /",
        "https://a.test/, /x, /x",
        "https://a.test, /x?y=1, /x?y=1",
        "https://a.test/v1, /x, /v1/x",
        "https://a.test/v1/, /x, /v1/x",
        "https://a.test/v1/, '', /v1",
        "https://a.test/v1//, /x, /v1//x",
        "https://a.test/v1, ?q=1, /v1?q=1",
        "https://a.test, ?q=1, /?q=1",
        "https://a.test/v1, /a%2Fb//c, /v1/a%2Fb//c",
        "https://a.test/v1, //other.test/x, /v1//other.test/x",
    })
    void putsTheTailBehindTheBase(String base, String tail, String target) {
        OutboundUrl url = BaseUrl.of(base).under(tail);

        assertThat(url.target()).isEqualTo(target);
        assertThat(url.host()).isEqualTo("a.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "ftp://a.test", "https://", "https://me:pw@a.test", "https://a.test:0"})
    void tellsEachCallOfABaseThatIsNoUrl(String base) {
        BaseUrl unusable = BaseUrl.of(base);

        assertThat(unusable.parsed()).isNull();
        assertThatThrownBy(() -> unusable.under("/x")).isInstanceOf(AuthProxyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@evil.test/", ".evil.test/", ":8443/", "\\@evil.test", "x"})
    void neverReadsAHostOutOfATail(String tail) {
        BaseUrl base = BaseUrl.of("https://a.test");

        assertThatThrownBy(() -> base.under(tail)).isInstanceOf(AuthProxyException.class);
    }

    @Test
    void agreesWithParsingTheWholeText() {
        for (String base : new String[] {"https://a.test", "https://A.test:8443/v1/", "https://[2001:db8::1]/p"}) {
            for (String tail : new String[] {"", "/x", "/x?q=a%20b", "?q", "/%7Euser/"}) {
                BaseUrl read = BaseUrl.of(base);
                assertThat(read.under(tail)).isEqualTo(OutboundUrl.parse(read.text() + tail));
            }
        }
    }
}

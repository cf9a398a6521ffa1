package net.authproxy.core.shared.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of contract 9.4. */
@Tag("P1")
class AllowedHostsTests {

    @ParameterizedTest
    @CsvSource({
        "api.example.com,https://api.example.com/x,true",
        "api.example.com,https://API.example.com./x,true",
        "api.example.com,http://api.example.com/x,true",
        "api.example.com,https://x.api.example.com,false",
        "api.example.com,https://api.example.com.evil.test,false",
        "api.example.com,https://api.example.com:8443,false",
        "api.example.com,http://api.example.com:443,false",
        "api.example.com,https://evilapi.example.com,false",
        "API.Example.Com.,https://api.example.com,true",
        "bücher.example,https://xn--bcher-kva.example,true",
        "*.example.com,https://a.example.com,true",
        "*.example.com,https://a.b.example.com,true",
        "*.example.com,https://example.com,false",
        "*.example.com,https://evilexample.com,false",
        "*.example.com,https://a.example.com.evil.test,false",
        "*.example.com,https://a.example.com:8443,false",
        "*.example.com:8443,https://a.example.com:8443,true",
        "*.example.com:8443,https://a.example.com,false",
        "api.example.com:8443,https://api.example.com:8443,true",
        "api.example.com:8443,https://api.example.com,false",
        "api.example.com:443,http://api.example.com:443,true",
        "203.0.113.7,https://203.0.113.7,true",
        "203.0.113.7,https://203.0.113.8,false",
        "203.0.113.7,https://203.0.113.7:8443,false",
        "203.0.113.7:8443,https://203.0.113.7:8443,true",
        "2001:db8::7,https://[2001:db8:0::7],true",
        "[2001:db8::7],https://[2001:db8::7],true",
        "[2001:db8::7]:8443,https://[2001:db8::7]:8443,true",
        "[2001:db8::7]:8443,https://[2001:db8::7],false",
        "*,https://any.example,true",
        "*,http://any.example,true",
        "*,https://any.example:8443,false",
        "*,https://203.0.113.7,false",
        "*,https://[2001:db8::7],false"
    })
    void followsTheTable(String entry, String url, boolean allowed) {
        assertThat(AllowedHosts.of(List.of(entry)).allows(OutboundUrl.parse(url)))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "*.",
                "**",
                "*example.com",
                "a.*.com",
                "*.*.com",
                "*:443",
                "*.203.0.113.7",
                "*.[::1]",
                "https://a.com",
                "a.com/",
                "a.com/x",
                "a.com:",
                "a.com:0",
                "a.com:99999",
                "a.com:http",
                "u@a.com",
                "a b.com",
                "a..com",
                "127.1",
                "0x7f000001",
                "[::1",
                "::1]",
                "a.com#",
                "a,b",
                "10.0.0.0/8"
            })
    void refusesMalformedEntry(String entry) {
        AuthProxyException refusal = catchThrowableOfType(
                AuthProxyException.class, () -> AllowedHosts.of(List.of("ok.example", entry, "*.")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.DEFINITION_INVALID);
        assertThat(refusal.fields())
                .extracting(FieldError::path)
                .containsExactly("proxy.allowed_hosts[1]", "proxy.allowed_hosts[2]");
    }

    @Test
    void allowsNothingWithoutEntries() {
        assertThat(AllowedHosts.of(List.of()).allows(OutboundUrl.parse("https://a.example")))
                .isFalse();
    }

    @Test
    void derivesRegistrableDomainsWithThePrivateSection() {
        assertThat(AllowedHosts.derivedFrom(List.of("auth.vendor.co.uk", "api.vendor.co.uk", "shop.myshopify.com"))
                        .entries())
                .containsExactly("vendor.co.uk", "*.vendor.co.uk", "shop.myshopify.com", "*.shop.myshopify.com");
    }

    @Test
    void derivesOnlyTheHostItselfWhereNothingIsRegistrable() {
        assertThat(AllowedHosts.derivedFrom(
                                List.of("203.0.113.7:8443", "[2001:db8::7]", "localhost:9000", "myshopify.com"))
                        .entries())
                .containsExactly("203.0.113.7:8443", "[2001:db8::7]", "localhost:9000", "myshopify.com");
    }

    @Test
    void derivesHostWithUnusualPortBesidesItsDomain() {
        AllowedHosts hosts = AllowedHosts.derivedFrom(List.of("api.vendor.test:8443"));

        assertThat(hosts.entries()).containsExactly("vendor.test", "*.vendor.test", "api.vendor.test:8443");
        assertThat(hosts.allows(OutboundUrl.parse("https://vendor.test:8443"))).isFalse();
    }

    @Test
    void refusesToDeriveFromNothingOrFromNonsense() {
        for (List<String> urlHosts : List.of(List.<String>of(), List.of("*"), List.of("*.a.com"), List.of("a b"))) {
            AuthProxyException refusal =
                    catchThrowableOfType(AuthProxyException.class, () -> AllowedHosts.derivedFrom(urlHosts));

            assertThat(refusal.code()).isEqualTo(ErrorCode.DEFINITION_INVALID);
            assertThat(refusal.fields()).hasSize(1);
        }
    }
}

package net.authproxy.core.shared.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrableDomainsTests {

    @ParameterizedTest
    @CsvSource({
        "api.example.com,example.com,example.com",
        "example.com,example.com,example.com",
        "auth.vendor.co.uk,vendor.co.uk,vendor.co.uk",
        "a.shop.myshopify.com,myshopify.com,shop.myshopify.com",
        "myshopify.com,myshopify.com,-",
        "user.github.io,github.io,user.github.io",
        "www.city.kawasaki.jp,city.kawasaki.jp,city.kawasaki.jp",
        "a.b.c.kawasaki.jp,b.c.kawasaki.jp,b.c.kawasaki.jp",
        "www.xn--85x722f.xn--55qx5d.cn,xn--85x722f.xn--55qx5d.cn,xn--85x722f.xn--55qx5d.cn",
        "xn--55qx5d.cn,-,-",
        "api.vendor.test,vendor.test,vendor.test",
        "co.uk,-,-",
        "com,-,-",
        "localhost,-,-",
        "203.0.113.7,-,-",
        "2001:db8::1,-,-"
    })
    void findsWhatSomebodyRegistered(String host, String icann, String withPrivate) {
        assertThat(RegistrableDomains.icannDomain(host).orElse("-")).isEqualTo(icann);
        assertThat(RegistrableDomains.privateDomain(host).orElse("-")).isEqualTo(withPrivate);
    }
}

package net.authproxy.core.shared.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTests {

    private static final AddressPolicy CLOSED = AddressPolicy.of(List.of());

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0,0.255.255.255,-,1.0.0.0",
        "10.0.0.0,10.255.255.255,9.255.255.255,11.0.0.0",
        "100.64.0.0,100.127.255.255,100.63.255.255,100.128.0.0",
        "127.0.0.0,127.255.255.255,126.255.255.255,128.0.0.0",
        "169.254.0.0,169.254.255.255,169.253.255.255,169.255.0.0",
        "172.16.0.0,172.31.255.255,172.15.255.255,172.32.0.0",
        "192.0.0.0,192.0.0.255,191.255.255.255,192.0.1.0",
        "192.0.2.0,192.0.2.255,192.0.1.255,192.0.3.0",
        "192.88.99.0,192.88.99.255,192.88.98.255,192.88.100.0",
        "192.168.0.0,192.168.255.255,192.167.255.255,192.169.0.0",
        "198.18.0.0,198.19.255.255,198.17.255.255,198.20.0.0",
        "198.51.100.0,198.51.100.255,198.51.99.255,198.51.101.0",
        "203.0.113.0,203.0.113.255,203.0.112.255,203.0.114.0",
        "224.0.0.0,239.255.255.255,223.255.255.255,-",
        "240.0.0.0,255.255.255.255,-,-",
        "2001:2::,2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff,2000:ffff::1,2001:200::",
        "2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,2001:db7:ffff::,2001:db9::",
        "3fff::,3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff,3ffe:ffff::,3fff:1000::",
        "4000::,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,3fff:ffff::,-"
    })
    void closesBlockExactlyToItsEdges(String first, String last, String before, String after) {
        assertThat(allows(CLOSED, first)).isFalse();
        assertThat(allows(CLOSED, last)).isFalse();
        assertThat(before.equals("-") || allows(CLOSED, before)).isTrue();
        assertThat(after.equals("-") || allows(CLOSED, after)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "100::1",
                "64:ff9b:1::808:808",
                "5f00::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "168.63.129.16",
                "169.254.169.254",
                "100.100.100.200",
                "192.0.0.192",
                "1000::1"
            })
    void closesEverythingOutsidePublicUnicast(String address) {
        assertThat(allows(CLOSED, address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::ffff:%s",
                "::%s",
                "::ffff:0:%s",
                "64:ff9b::%s",
                "2002:%h::",
                "2002:%h::1",
                "2001:0:%h::f7f7:f7f7",
                "2001:0:808:808::%n",
                "2a00:1450::5efe:%s",
                "2a00:1450::200:5efe:%s"
            })
    void judgesIpv4InsideIpv6ByTheInnerAddress(String form) {
        assertThat(allows(CLOSED, form(form, "8.8.8.8"))).isTrue();
        for (String inner : List.of("127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "224.0.0.1")) {
            assertThat(allows(CLOSED, form(form, inner))).as(form(form, inner)).isFalse();
        }
    }

    @Test
    void opensNamedRangesOnly() {
        AddressPolicy policy = AddressPolicy.of(List.of("10.1.0.0/16", "fc00::/7", "127.0.0.1/32"));

        assertThat(allows(policy, "10.1.255.255")).isTrue();
        assertThat(allows(policy, "10.2.0.0")).isFalse();
        assertThat(allows(policy, "fd12::1")).isTrue();
        assertThat(allows(policy, "fe80::1")).isFalse();
        assertThat(allows(policy, "127.0.0.1")).isTrue();
        assertThat(allows(policy, "127.0.0.2")).isFalse();
        assertThat(allows(policy, "::ffff:10.1.0.1")).isTrue();
        assertThat(allows(policy, "64:ff9b::10.2.0.1")).isFalse();
        assertThat(allows(policy, "8.8.8.8")).isTrue();
    }

    @Test
    void opensMetadataAddressOnlyByItsOwnName() {
        AddressPolicy wide = AddressPolicy.of(List.of("0.0.0.0/0", "::/0"));
        AddressPolicy exact = AddressPolicy.of(List.of("169.254.169.254/32", "fd00:ec2::254/128"));

        assertThat(allows(wide, "169.254.169.253")).isTrue();
        for (String metadata : List.of(
                "169.254.169.254",
                "100.100.100.200",
                "192.0.0.192",
                "fd00:ec2::254",
                "fd20:ce::254",
                "::ffff:169.254.169.254",
                "64:ff9b::169.254.169.254")) {
            assertThat(allows(wide, metadata)).as(metadata).isFalse();
        }
        assertThat(allows(exact, "169.254.169.254")).isTrue();
        assertThat(allows(exact, "fd00:ec2::254")).isTrue();
        assertThat(allows(exact, "fd20:ce::254")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.1/8",
                "10/8",
                "0x0a.0.0.0/8",
                "10.0.0.0/8 ",
                "10.0.0.0/8/8",
                "fc00::/129",
                "fc00::1/7",
                "[fc00::]/7",
                "fe80::%1/64",
                "::ffff:10.0.0.0/104",
                "localhost/8",
                "*"
            })
    void refusesRangeThatIsNotStrictCidr(String text) {
        AuthProxyException refusal =
                catchThrowableOfType(AuthProxyException.class, () -> AddressPolicy.of(List.of("10.0.0.0/8", text)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
        assertThat(refusal.fields()).singleElement().extracting("path").isEqualTo("outbound.allowed_cidrs[1]");
    }

    private static boolean allows(AddressPolicy policy, String literal) {
        return policy.allows(FakeResolver.bytes(literal));
    }

    /** Fills in the address: dotted (%s), as two groups (%h), as two groups with every bit flipped (%n). */
    private static String form(String form, String v4) {
        byte[] b = FakeResolver.bytes(v4);
        String hex = "%02x%02x:%02x%02x".formatted(b[0], b[1], b[2], b[3]);
        String flipped = "%02x%02x:%02x%02x".formatted(~b[0] & 0xff, ~b[1] & 0xff, ~b[2] & 0xff, ~b[3] & 0xff);
        return form.replace("%s", v4).replace("%h", hex).replace("%n", flipped);
    }
}

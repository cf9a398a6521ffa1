package net.authproxy.core.shared.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("P2")
@Timeout(20)
class EgressPolicyTests {

    private static final AllowedHosts ANY = AllowedHosts.of(List.of("*"));
    private static final OutboundUrl URL = OutboundUrl.parse("https://api.vendor.test/v1");

    private final FakeResolver resolver = new FakeResolver();
    private final MovableClock clock = new MovableClock();
    private final EgressPolicy policy = policy(false);

    @AfterEach
    void releaseResolver() {
        resolver.release();
    }

    @Test
    void connectsToTheCheckedAddressWithoutItsName() {
        resolver.answer("api.vendor.test", "93.184.216.34");

        Destination destination = policy.check(URL, ANY);

        assertThat(destination.host()).isEqualTo("api.vendor.test");
        assertThat(destination.port()).isEqualTo(443);
        assertThat(destination.tls()).isTrue();
        assertThat(destination.address()).hasToString("/93.184.216.34");
    }

    @Test
    void answersFromMemoryForThirtySeconds() {
        resolver.answer("api.vendor.test", "93.184.216.34");
        assertThat(policy.tryCheck(URL, ANY)).isNull();
        Destination checked = policy.check(URL, ANY);

        clock.move(Duration.ofMillis(29_999));
        assertThat(policy.tryCheck(URL, ANY)).isEqualTo(checked);
        assertThat(policy.tryCheck(OutboundUrl.parse("https://api.vendor.test/other"), ANY))
                .isEqualTo(checked);

        clock.move(Duration.ofMillis(1));
        assertThat(policy.tryCheck(URL, ANY)).isNull();
        clock.move(Duration.ofSeconds(-60));
        assertThat(policy.tryCheck(URL, ANY)).isNull();
        assertThat(resolver.questions()).hasSize(1);
    }

    @Test
    void checksHostListOnEveryCallEvenForAKnownAnswer() {
        resolver.answer("api.vendor.test", "93.184.216.34");
        policy.check(URL, ANY);

        assertThat(refusal(policy, URL.toString(), AllowedHosts.of(List.of("other.test"))))
                .isEqualTo(ErrorCode.UPSTREAM_HOST_NOT_ALLOWED);
    }

    @Test
    void asksNoResolverForHostOffTheList() {
        assertThat(refusal(policy, "https://evil.test/", AllowedHosts.of(List.of("*.vendor.test"))))
                .isEqualTo(ErrorCode.UPSTREAM_HOST_NOT_ALLOWED);
        assertThat(resolver.questions()).isEmpty();
    }

    @Test
    void refusesPlainHttpUnlessOpened() {
        resolver.answer("api.vendor.test", "93.184.216.34");

        assertThat(refusal(policy, "http://api.vendor.test/", ANY)).isEqualTo(ErrorCode.UPSTREAM_SCHEME_NOT_ALLOWED);
        assertThat(policy(true)
                        .check(OutboundUrl.parse("http://api.vendor.test/"), ANY)
                        .port())
                .isEqualTo(80);
    }

    @Test
    void dropsBlockedAnswersAndKeepsTheRest() {
        resolver.answer("api.vendor.test", "127.0.0.1", "169.254.169.254", "::1", "93.184.216.34");

        assertThat(policy.check(URL, ANY).address().getHostAddress()).isEqualTo("93.184.216.34");
    }

    @Test
    void namesAnotherCheckedAddressAfterFailedConnect() {
        resolver.answer("api.vendor.test", "93.184.216.34", "127.0.0.1", "93.184.216.35");
        Destination first = policy.check(URL, ANY);

        policy.connectFailed(first);
        Destination second = policy.check(URL, ANY);
        policy.connectFailed(first);

        assertThat(second.address().getHostAddress()).isEqualTo("93.184.216.35");
        assertThat(policy.check(URL, ANY)).isEqualTo(second);
        policy.connectFailed(second);
        assertThat(policy.check(URL, ANY)).isEqualTo(first);
        assertThat(resolver.questions()).hasSize(1);
    }

    @Test
    void keepsTheOnlyAddressAfterFailedConnect() {
        resolver.answer("api.vendor.test", "93.184.216.34");
        Destination only = policy.check(URL, ANY);

        policy.connectFailed(only);
        policy.connectFailed(new Destination(true, "unknown.test", 443, only.address()));

        assertThat(policy.check(URL, ANY)).isEqualTo(only);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "64:ff9b::a00:1", "::ffff:7f00:1"})
    void refusesHostWhoseAnswersAreAllBlocked(String address) {
        resolver.answer("api.vendor.test", address, "192.168.0.1");

        assertThat(refusal(policy, URL.toString(), ANY)).isEqualTo(ErrorCode.UPSTREAM_ADDRESS_BLOCKED);
    }

    @Test
    void checksAgainWhenTheResolverChangesItsMind() {
        resolver.answer("api.vendor.test", "93.184.216.34").answer("api.vendor.test", "127.0.0.1");

        Destination first = policy.check(URL, ANY);
        clock.move(Duration.ofSeconds(31));

        assertThat(first.address().getHostAddress()).isEqualTo("93.184.216.34");
        assertThat(refusal(policy, URL.toString(), ANY)).isEqualTo(ErrorCode.UPSTREAM_ADDRESS_BLOCKED);
    }

    @Test
    void believesNoAliasOfAnInternalName() throws Exception {
        // A CNAME to localhost arrives as an address that carries the allowed name.
        InetAddress alias = FakeResolver.named("api.vendor.test", "127.0.0.1");
        EgressPolicy lied = new EgressPolicy(false, List.of(), host -> List.of(alias), clock);

        assertThat(refusal(lied, URL.toString(), ANY)).isEqualTo(ErrorCode.UPSTREAM_ADDRESS_BLOCKED);
    }

    @Test
    void failsWhenTheNameDoesNotResolve() {
        assertThat(refusal(policy, URL.toString(), ANY)).isEqualTo(ErrorCode.UPSTREAM_UNREACHABLE);
    }

    @Test
    void failsWhenTheResolverBreaks() {
        EgressPolicy broken = new EgressPolicy(
                false,
                List.of(),
                host -> {
                    throw new IllegalStateException("SERVFAIL");
                },
                clock);

        assertThat(refusal(broken, URL.toString(), ANY)).isEqualTo(ErrorCode.UPSTREAM_UNREACHABLE);
    }

    @Test
    void givesUpOnSlowResolverAtItsDeadline() {
        EgressPolicy slow = new EgressPolicy(
                false, AddressPolicy.of(List.of()), new Resolution(resolver.slow(), Duration.ofMillis(100)), clock);

        assertThat(refusal(slow, URL.toString(), ANY)).isEqualTo(ErrorCode.UPSTREAM_UNREACHABLE);
    }

    @Test
    void slowNameDoesNotHoldUpOthers() {
        FakeResolver quick = new FakeResolver().answer("quick.test", "93.184.216.34");
        AddressResolver mixed = host -> host.equals("quick.test") ? quick.resolve(host) : resolver.resolve(host);
        resolver.slow();
        EgressPolicy slow = new EgressPolicy(
                false, AddressPolicy.of(List.of()), new Resolution(mixed, Duration.ofMillis(200)), clock);

        for (int i = 0; i < 5; i++) {
            assertThat(refusal(slow, "https://slow" + i + ".test/", ANY)).isEqualTo(ErrorCode.UPSTREAM_UNREACHABLE);
        }
        assertThat(slow.check(OutboundUrl.parse("https://quick.test/"), ANY)).isNotNull();
    }

    @Test
    void readsAtMostSixtyFourAddresses() {
        String[] huge = new String[100_000];
        java.util.Arrays.fill(huge, "10.0.0.1");
        huge[64] = "93.184.216.34";
        resolver.answer("api.vendor.test", huge);

        assertThat(refusal(policy, URL.toString(), ANY)).isEqualTo(ErrorCode.UPSTREAM_ADDRESS_BLOCKED);
    }

    @Test
    void asksOnceForManyCallersAtATime() throws Exception {
        int callers = 20;
        resolver.answer("api.vendor.test", "93.184.216.34").slow();
        CountDownLatch ready = new CountDownLatch(callers);
        List<Future<Destination>> waiting = new ArrayList<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                waiting.add(threads.submit(() -> {
                    ready.countDown();
                    return policy.check(URL, ANY);
                }));
            }
            ready.await();
            resolver.release();
            for (Future<Destination> call : waiting) {
                assertThat(call.get().address().getHostAddress()).isEqualTo("93.184.216.34");
            }
        }
        // A caller that starts after the answer is stored asks nothing, one that comes just before it may ask again.
        assertThat(resolver.questions().size()).isLessThan(callers);
    }

    @Test
    void decidesLiteralsWithoutResolver() {
        AllowedHosts literals = AllowedHosts.of(List.of("93.184.216.34", "10.0.0.1", "[2606:2800::1]", "[::1]"));

        assertThat(policy.tryCheck(OutboundUrl.parse("https://93.184.216.34/"), literals))
                .isNotNull();
        assertThat(policy.tryCheck(OutboundUrl.parse("https://[2606:2800::1]/"), literals)
                        .authority())
                .isEqualTo("[2606:2800::1]");
        assertThat(refusal(policy, "https://10.0.0.1/", literals)).isEqualTo(ErrorCode.UPSTREAM_ADDRESS_BLOCKED);
        assertThat(refusal(policy, "https://[::1]/", literals)).isEqualTo(ErrorCode.UPSTREAM_ADDRESS_BLOCKED);
        assertThat(resolver.questions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST.",
                "a.localhost",
                "metadata.google.internal",
                "internal",
                "printer.local",
                "local",
                "ｌｏｃａｌｈｏｓｔ"
            })
    void refusesInternalNamesByName(String host) {
        assertThat(refusal(policy, "https://" + host + "/", ANY)).isEqualTo(ErrorCode.UPSTREAM_ADDRESS_BLOCKED);
        assertThat(resolver.questions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"mylocalhost,true", "locaihost,true", "internal.example,true", "xlocal,true", "db.internal.example,true"
    })
    void leavesNamesThatOnlyLookInternalToTheAddressRule(String host, boolean resolved) {
        resolver.answer(host, "93.184.216.34");

        assertThat(policy.check(OutboundUrl.parse("https://" + host + "/"), ANY))
                .isNotNull();
        assertThat(resolver.questions().contains(host)).isEqualTo(resolved);
    }

    @Test
    void letsInternalNamesResolveInsideOpenedRangesOnly() {
        EgressPolicy opened = new EgressPolicy(false, List.of("10.0.0.0/8"), resolver, clock);
        resolver.answer("db.internal", "93.184.216.34", "10.0.0.7").answer("public.internal", "93.184.216.34");

        assertThat(opened.check(OutboundUrl.parse("https://db.internal/"), ANY)
                        .address()
                        .getHostAddress())
                .isEqualTo("10.0.0.7");
        assertThat(refusal(opened, "https://public.internal/", ANY)).isEqualTo(ErrorCode.UPSTREAM_ADDRESS_BLOCKED);
        assertThat(refusal(opened, "https://localhost/", ANY)).isEqualTo(ErrorCode.UPSTREAM_ADDRESS_BLOCKED);
    }

    @Test
    void takesLocalhostForLoopbackOnceLoopbackIsOpen() {
        EgressPolicy opened = new EgressPolicy(true, List.of("127.0.0.0/8"), resolver, clock);
        AllowedHosts local = AllowedHosts.of(List.of("localhost:9000"));
        resolver.answer("localhost", "93.184.216.34");

        Destination destination = opened.tryCheck(OutboundUrl.parse("http://localhost:9000/"), local);

        assertThat(destination.address()).hasToString("/127.0.0.1");
        assertThat(resolver.questions()).isEmpty();
    }

    private EgressPolicy policy(boolean allowPlainHttp) {
        return new EgressPolicy(allowPlainHttp, List.of(), resolver, clock);
    }

    private static ErrorCode refusal(EgressPolicy policy, String url, AllowedHosts hosts) {
        AuthProxyException refusal =
                catchThrowableOfType(AuthProxyException.class, () -> policy.check(OutboundUrl.parse(url), hosts));
        assertThat(refusal).as(url).isNotNull();
        return refusal.code();
    }

    private static final class MovableClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}

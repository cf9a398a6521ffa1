package net.authproxy.core.shared.outbound;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The gate that decides where a call may go, before any secret is opened (security D1, contract 9.4, 9.5). Scheme and
 * host list come first, so that a host off the list costs no DNS query; then the addresses of the host. What it returns
 * names the one checked address to connect to.
 */
public final class EgressPolicy {

    private static final Duration DNS_TIMEOUT = Duration.ofSeconds(5);
    private static final long ANSWER_LIFE_MILLIS = 30_000;
    private static final int MAX_ANSWERS = 10_000;

    private final boolean allowPlainHttp;
    private final AddressPolicy addresses;
    private final Resolution resolution;
    private final Clock clock;
    private final Cache<String, CheckedAnswer> answers =
            Caffeine.newBuilder().maximumSize(MAX_ANSWERS).build();

    /**
     * @param allowPlainHttp whether http is a scheme to connect with, besides https
     * @param allowedCidrs special ranges that are open, such as {@code 10.0.0.0/8}
     * @throws AuthProxyException VALIDATION_FAILED if a range is malformed
     */
    public EgressPolicy(boolean allowPlainHttp, List<String> allowedCidrs, AddressResolver resolver, Clock clock) {
        this(allowPlainHttp, AddressPolicy.of(allowedCidrs), new Resolution(resolver, DNS_TIMEOUT), clock);
    }

    EgressPolicy(boolean allowPlainHttp, AddressPolicy addresses, Resolution resolution, Clock clock) {
        this.allowPlainHttp = allowPlainHttp;
        this.addresses = addresses;
        this.resolution = resolution;
        this.clock = clock;
    }

    /**
     * Decides from memory: never blocks, fit for an event loop.
     *
     * @return where to connect; null if the host must be resolved first, by {@link #check}
     * @throws AuthProxyException UPSTREAM_SCHEME_NOT_ALLOWED, UPSTREAM_HOST_NOT_ALLOWED or UPSTREAM_ADDRESS_BLOCKED
     */
    public @Nullable Destination tryCheck(OutboundUrl url, AllowedHosts hosts) {
        checkSchemeAndHost(url, hosts);
        InetAddress literal = url.literal();
        if (literal != null) {
            return destination(url, addresses.allows(literal) ? literal : null);
        }
        String host = url.host();
        CheckedAnswer answer = answers.getIfPresent(host);
        if (answer != null && answer.isFresh(clock.millis())) {
            return destination(url, answer.first());
        }
        if (!InternalNames.isInternal(host)) {
            return null;
        }
        if (InternalNames.isLocalhost(host)) {
            return destination(url, firstOrNull(opened(InternalNames.loopback())));
        }
        return addresses.opensAny() ? null : destination(url, null);
    }

    /**
     * Decides, and resolves the host if memory does not know it: may block for 5 seconds, so not for an event loop.
     *
     * @throws AuthProxyException as {@link #tryCheck}; UPSTREAM_UNREACHABLE if the host cannot be resolved in time
     */
    public Destination check(OutboundUrl url, AllowedHosts hosts) {
        Destination known = tryCheck(url, hosts);
        if (known != null) {
            return known;
        }
        String host = url.host();
        List<InetAddress> found = resolution.resolve(host);
        List<InetAddress> passed = InternalNames.isInternal(host) ? opened(found) : allowed(found);
        CheckedAnswer answer = new CheckedAnswer(withoutNames(passed), clock.millis());
        answers.put(host, answer);
        return destination(url, answer.first());
    }

    /**
     * Tells that a connection to this destination could not be made: the next check of the host names another of its
     * checked addresses, if there is one. Without effect on what is allowed.
     */
    public void connectFailed(Destination destination) {
        CheckedAnswer answer = answers.getIfPresent(destination.host());
        if (answer != null && destination.address().equals(answer.first())) {
            answers.asMap().replace(destination.host(), answer, answer.rotated());
        }
    }

    private void checkSchemeAndHost(OutboundUrl url, AllowedHosts hosts) {
        if (!url.tls() && !allowPlainHttp) {
            throw new AuthProxyException(
                    ErrorCode.UPSTREAM_SCHEME_NOT_ALLOWED,
                    "plain http is closed; use https or outbound.allow_plain_http");
        }
        if (!hosts.allows(url)) {
            throw new AuthProxyException(
                    ErrorCode.UPSTREAM_HOST_NOT_ALLOWED, "the connector does not allow calls to " + url.authority());
        }
    }

    private Destination destination(OutboundUrl url, @Nullable InetAddress address) {
        if (address == null) {
            throw new AuthProxyException(
                    ErrorCode.UPSTREAM_ADDRESS_BLOCKED,
                    "the host " + url.host() + " has no address that may be called");
        }
        return new Destination(url.tls(), url.host(), url.port(), address);
    }

    private List<InetAddress> allowed(List<InetAddress> found) {
        List<InetAddress> passed = new ArrayList<>();
        for (InetAddress address : found) {
            if (addresses.allows(address)) {
                passed.add(address);
            }
        }
        return passed;
    }

    private List<InetAddress> opened(List<InetAddress> found) {
        List<InetAddress> passed = new ArrayList<>();
        for (InetAddress address : found) {
            if (addresses.opens(address.getAddress())) {
                passed.add(address);
            }
        }
        return passed;
    }

    /** Rebuilt from their bytes: without the name that the resolver left in it, an address cannot be resolved again. */
    private static List<InetAddress> withoutNames(List<InetAddress> passed) {
        List<InetAddress> bare = new ArrayList<>(passed.size());
        for (InetAddress address : passed) {
            bare.add(IpLiterals.toAddress(address.getAddress()));
        }
        return List.copyOf(bare);
    }

    private static @Nullable InetAddress firstOrNull(List<InetAddress> passed) {
        return passed.isEmpty() ? null : passed.getFirst();
    }

    /** @param passed the addresses that may be connected, the one to use first; empty if every answer was blocked */
    private record CheckedAnswer(List<InetAddress> passed, long checkedAt) {

        @Nullable
        InetAddress first() {
            return firstOrNull(passed);
        }

        /** A clock that went back makes an answer stale, not eternal. */
        boolean isFresh(long now) {
            return now >= checkedAt && now - checkedAt < ANSWER_LIFE_MILLIS;
        }

        CheckedAnswer rotated() {
            List<InetAddress> others = new ArrayList<>(passed.subList(1, passed.size()));
            others.add(passed.getFirst());
            return new CheckedAnswer(List.copyOf(others), checkedAt);
        }
    }
}

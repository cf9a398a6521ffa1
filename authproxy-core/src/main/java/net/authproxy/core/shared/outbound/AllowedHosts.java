package net.authproxy.core.shared.outbound;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;

/** The hosts that a connector version may send its credential to (contract 9.4). Immutable; matching allocates nothing. */
public final class AllowedHosts {

    private final List<HostPattern> patterns;
    private final List<String> entries;

    private AllowedHosts(List<HostPattern> patterns) {
        this.patterns = List.copyOf(patterns);
        this.entries = patterns.stream().map(HostPattern::text).distinct().toList();
    }

    /**
     * Reads a list as its author wrote it, templates rendered: host, {@code *.domain}, either with a port, address
     * literal (IPv6 in brackets), or {@code *}. An empty list allows nothing.
     *
     * @throws AuthProxyException DEFINITION_INVALID with one finding for each bad entry
     */
    public static AllowedHosts of(List<String> entries) {
        List<HostPattern> patterns = new ArrayList<>();
        List<FieldError> findings = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            try {
                patterns.add(HostPattern.parse(entries.get(i)));
            } catch (AuthProxyException malformed) {
                findings.add(new FieldError("proxy.allowed_hosts[" + i + "]", malformed.message()));
            }
        }
        if (!findings.isEmpty()) {
            throw new AuthProxyException(
                    ErrorCode.DEFINITION_INVALID, "the list of allowed hosts is invalid", findings);
        }
        return new AllowedHosts(patterns);
    }

    /**
     * The list of a definition that declares none: each registrable domain of its URLs' hosts (public suffix list with
     * the private section) and all names below. An address literal, a single label or a public suffix stands for
     * itself. A port that is not the scheme's default adds exactly that host and port.
     *
     * @param urlHosts {@link OutboundUrl#authority()} of each URL: host, with its port unless that is the default
     * @throws AuthProxyException DEFINITION_INVALID if there is no host, or one is malformed
     */
    public static AllowedHosts derivedFrom(Collection<String> urlHosts) {
        if (urlHosts.isEmpty()) {
            throw notAHost("the definition names no host; declare the hosts that may be called");
        }
        Set<String> derived = new LinkedHashSet<>();
        for (String urlHost : urlHosts) {
            HostPattern exact = exactHost(urlHost);
            Optional<String> domain =
                    exact.isLiteral() ? Optional.empty() : RegistrableDomains.privateDomain(exact.host());
            domain.ifPresent(name -> derived.addAll(List.of(name, "*." + name)));
            if (domain.isEmpty() || exact.hasPort()) {
                derived.add(exact.text());
            }
        }
        return of(List.copyOf(derived));
    }

    private static HostPattern exactHost(String urlHost) {
        try {
            HostPattern pattern = HostPattern.parse(urlHost);
            if (pattern.isExact()) {
                return pattern;
            }
        } catch (AuthProxyException malformed) {
            throw notAHost(malformed.message());
        }
        throw notAHost("a wildcard is not the host of a URL");
    }

    private static AuthProxyException notAHost(String reason) {
        return new AuthProxyException(
                ErrorCode.DEFINITION_INVALID,
                "no hosts can be derived from the definition's URLs",
                List.of(new FieldError("proxy.allowed_hosts", reason)));
    }

    /** Whether host and port of the URL are on the list. */
    public boolean allows(OutboundUrl url) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(url)) {
                return true;
            }
        }
        return false;
    }

    /** The entries in normal form, in order, for display. */
    public List<String> entries() {
        return entries;
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}

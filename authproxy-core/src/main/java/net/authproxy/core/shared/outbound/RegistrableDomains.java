package net.authproxy.core.shared.outbound;

import com.google.common.net.InternetDomainName;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The part of a host name that somebody registered, by the public suffix list. A name whose top level is not on the list
 * follows the list's own default rule: its last two labels.
 */
public final class RegistrableDomains {

    private RegistrableDomains() {}

    /**
     * By the ICANN section alone: {@code shop.myshopify.com} gives {@code myshopify.com}.
     *
     * @param host as {@link OutboundUrl#host()} gives it
     * @return absent for address literals, single labels and names that are a suffix themselves
     */
    public static Optional<String> icannDomain(String host) {
        return domain(
                host,
                InternetDomainName::hasRegistrySuffix,
                InternetDomainName::isUnderRegistrySuffix,
                InternetDomainName::topDomainUnderRegistrySuffix);
    }

    /**
     * With the list's private section, where each customer of a host owns a name: {@code a.shop.myshopify.com} gives
     * {@code shop.myshopify.com}.
     *
     * @param host as {@link OutboundUrl#host()} gives it
     * @return absent for address literals, single labels and names that are a suffix themselves
     */
    public static Optional<String> privateDomain(String host) {
        return domain(
                host,
                InternetDomainName::hasPublicSuffix,
                InternetDomainName::isUnderPublicSuffix,
                InternetDomainName::topPrivateDomain);
    }

    private static Optional<String> domain(
            String host,
            Predicate<InternetDomainName> isListed,
            Predicate<InternetDomainName> isUnderSuffix,
            Function<InternetDomainName, InternetDomainName> top) {
        if (host.indexOf(':') >= 0 || !InternetDomainName.isValid(host)) {
            return Optional.empty();
        }
        InternetDomainName name = InternetDomainName.from(host);
        if (isUnderSuffix.test(name)) {
            return Optional.of(top.apply(name).toString());
        }
        return isListed.test(name) ? Optional.empty() : lastTwoLabels(host);
    }

    private static Optional<String> lastTwoLabels(String host) {
        int last = host.lastIndexOf('.');
        return last < 0 ? Optional.empty() : Optional.of(host.substring(host.lastIndexOf('.', last - 1) + 1));
    }
}

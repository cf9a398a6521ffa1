package net.authproxy.core.connector.definition;

import com.google.common.net.InternetDomainName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.authproxy.core.shared.template.Template;
import org.jspecify.annotations.Nullable;

/** The hosts a definition names (contract 9.4). */
final class DefinitionHosts {

    private static final Pattern ENTRY = Pattern.compile(
            "(\\*|(\\*\\.)?[a-z0-9_\\u0080-\\uFFFF-]+(\\.[a-z0-9_\\u0080-\\uFFFF-]+)*|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");
    private static final Pattern TAG = Pattern.compile("\\{\\{\\{?[^{}]*}?}}");

    private DefinitionHosts() {}

    /** A URL template and where it stands. */
    private record Url(String path, Template template) {}

    static List<String> literalHosts(ConnectorDefinition definition) {
        return urls(definition).stream()
                .map(Url::template)
                .map(UrlTemplates::hostTemplate)
                .map(UrlTemplates::literalEnd)
                .filter(host -> !host.isEmpty())
                .distinct()
                .toList();
    }

    /** Every place a credential could go to, as written: the origins of URLs, and the allow list. */
    static Set<String> named(ConnectorDefinition definition) {
        Set<String> named = new HashSet<>(definition.allowedHostEntries());
        urls(definition).stream().map(Url::template).map(UrlTemplates::origin).forEach(named::add);
        return named;
    }

    /** Whether a default allow list can be derived. */
    static boolean hasRegistrableHost(ConnectorDefinition definition) {
        return literalHosts(definition).stream().anyMatch(host -> registrable(host, true) != null);
    }

    static List<EndpointHost> endpointHosts(ConnectorDefinition definition) {
        List<Url> urls = new ArrayList<>();
        if (definition.auth() instanceof OAuth2 oauth2) {
            add(urls, "auth.discovery_url", constant(oauth2.discoveryUrl()));
            add(urls, "auth.token.endpoint", oauth2.token().endpoint());
            add(urls, "auth.refresh.endpoint", oauth2.refresh().endpoint());
            RevocationEndpoint revocation = oauth2.revocation();
            add(urls, "auth.revocation.endpoint", revocation == null ? null : revocation.endpoint());
        }
        add(urls, "auth.identity.request.url", identityUrl(definition));
        return urls.stream().map(DefinitionHosts::endpointHost).toList();
    }

    private static EndpointHost endpointHost(Url url) {
        String host = UrlTemplates.hostTemplate(url.template());
        String literal = UrlTemplates.literalEnd(host);
        return new EndpointHost(url.path(), host, literal, registrable(literal, true), registrable(literal, false));
    }

    private static List<Url> urls(ConnectorDefinition definition) {
        List<Url> urls = new ArrayList<>();
        add(urls, "proxy.base_url", definition.proxy().baseUrl());
        if (definition.auth() instanceof OAuth2 oauth2) {
            AuthorizationEndpoint authorization = oauth2.authorization();
            RevocationEndpoint revocation = oauth2.revocation();
            add(urls, "auth.discovery_url", constant(oauth2.discoveryUrl()));
            add(urls, "auth.authorization.endpoint", authorization == null ? null : authorization.endpoint());
            add(urls, "auth.token.endpoint", oauth2.token().endpoint());
            add(urls, "auth.refresh.endpoint", oauth2.refresh().endpoint());
            add(urls, "auth.revocation.endpoint", revocation == null ? null : revocation.endpoint());
        }
        add(urls, "auth.identity.request.url", identityUrl(definition));
        definition.probes().forEach(probe -> add(urls, "probes", probe.request().url()));
        definition.setup().steps().forEach(step -> {
            switch (step) {
                case SetupStep.Redirect redirect -> add(urls, "setup_flow", redirect.url());
                case SetupStep.Form form ->
                    form.dataSources()
                            .values()
                            .forEach(source ->
                                    add(urls, "setup_flow", source.request().url()));
            }
        });
        return urls;
    }

    private static void add(List<Url> urls, String path, @Nullable Template template) {
        if (template != null) {
            urls.add(new Url(path, template));
        }
    }

    private static @Nullable Template constant(@Nullable String url) {
        return url == null || url.contains("{{") ? null : Template.compile(url);
    }

    private static @Nullable Template identityUrl(ConnectorDefinition definition) {
        Identity identity = definition.auth().identity();
        RequestTemplate request = identity == null ? null : identity.request();
        return request == null ? null : request.url();
    }

    /** One label below the public suffix; absent for addresses, suffixes themselves and single labels. */
    static @Nullable String registrable(String host, boolean privateSuffixes) {
        if (!InternetDomainName.isValid(host) || host.matches("[0-9.]+")) {
            return null;
        }
        InternetDomainName name = InternetDomainName.from(host);
        boolean listed = privateSuffixes ? name.hasPublicSuffix() : name.hasRegistrySuffix();
        if (!listed) {
            // The public suffix algorithm's default rule: an unlisted top-level domain is a suffix.
            List<String> labels = name.parts();
            int count = labels.size();
            return count < 2 ? null : String.join(".", labels.subList(count - 2, count));
        }
        if (privateSuffixes) {
            return name.isUnderPublicSuffix() ? name.topPrivateDomain().toString() : null;
        }
        return name.isUnderRegistrySuffix()
                ? name.topDomainUnderRegistrySuffix().toString()
                : null;
    }

    /** What is wrong with an entry of the allow list. */
    static Optional<String> entryProblem(Template entry) {
        String text = TAG.matcher(entry.text()).replaceAll("x").toLowerCase(Locale.ROOT);
        if (!ENTRY.matcher(text).matches()) {
            return Optional.of("must be a host, *.host, host:port, an IP address or *");
        }
        int colon = text.endsWith("]") ? -1 : text.lastIndexOf(':');
        boolean badPort = colon > 0 && Integer.parseInt(text.substring(colon + 1)) > 65_535;
        return badPort ? Optional.of("has no valid port") : Optional.empty();
    }
}

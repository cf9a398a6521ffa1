package net.authproxy.server;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.authproxy.core.authentication.SystemAuthSettings;
import net.authproxy.core.session.SessionPolicies;
import net.authproxy.core.session.SessionPolicy;
import net.authproxy.core.setup.SetupUrls;
import net.authproxy.core.shared.outbound.RegistrableDomains;
import net.authproxy.core.shared.redirect.ReturnUrls;
import net.authproxy.core.shared.redirect.WebLocation;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.core.shared.settings.service.AdminApiSettings;
import net.authproxy.core.shared.settings.service.CookieSettings;
import net.authproxy.core.shared.settings.service.CookieSettings.SameSite;
import net.authproxy.core.shared.settings.service.CorsSettings;
import net.authproxy.core.shared.settings.service.ErrorPagesSettings;
import net.authproxy.core.shared.settings.service.HostApplicationSettings;
import net.authproxy.core.shared.settings.service.MarketplaceSettings;
import net.authproxy.core.shared.settings.service.PublicSettings;
import net.authproxy.web.errorpage.ErrorKind;
import net.authproxy.web.errorpage.ErrorPages;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** From the settings to the rules of sessions, return URLs and error pages (contract 5.5, 5.6, 13.2). */
@Configuration(proxyBeanMethods = false)
class SessionSettings {

    @Bean
    SessionPolicies sessionPolicies(Settings settings) {
        List<SessionPolicy> policies = new ArrayList<>();
        settings.find(PublicSettings.class).ifPresent(from -> policies.add(ofPublic(settings, from)));
        settings.find(AdminApiSettings.class)
                .filter(from -> from.ui().enabled())
                .ifPresent(from -> policies.add(ofAdminApi(settings, from)));
        return new SessionPolicies(policies);
    }

    private static SessionPolicy ofPublic(Settings settings, PublicSettings from) {
        URI page = marketplace(settings).baseUrl(from);
        return new SessionPolicy(
                Service.PUBLIC.id(),
                from.sessionTimeout(),
                from.sessionMaxLifetime(),
                cookie("SESSION-ID", from.baseUrl(), from.secureCookies(), from.cookie(), page),
                trusted(from.cors(), page, from.baseUrl()),
                page.toString(),
                settings.find(HostApplicationSettings.class)
                        .map(host -> host.initiateSessionUrl().toString())
                        .orElse(null),
                xsrf(settings));
    }

    private static SessionPolicy ofAdminApi(Settings settings, AdminApiSettings from) {
        URI page = from.uiBaseUrl(settings.values());
        return new SessionPolicy(
                Service.ADMIN_API.id(),
                from.sessionTimeout(),
                from.sessionMaxLifetime(),
                cookie("ADMIN-SESSION-ID", from.baseUrl(), from.secureCookies(), from.cookie(), page),
                trusted(from.cors(), page, from.baseUrl()),
                page.toString(),
                from.ui().initiateSessionUrl() == null
                        ? null
                        : from.ui().initiateSessionUrl().toString(),
                xsrf(settings));
    }

    private static MarketplaceSettings marketplace(Settings settings) {
        return settings.get(MarketplaceSettings.class);
    }

    private static boolean xsrf(Settings settings) {
        return !settings.get(SystemAuthSettings.class).disableXsrf();
    }

    private static SessionPolicy.Cookie cookie(
            String name, URI baseUrl, boolean secure, @Nullable CookieSettings configured, URI page) {
        String domain = configured == null ? null : configured.domain();
        SameSite chosen = configured == null ? null : configured.sameSite();
        SameSite standard = secure && !sameSite(baseUrl, page) ? SameSite.NONE : SameSite.LAX;
        return SessionPolicy.Cookie.of(name, secure, domain, chosen == null ? standard : chosen);
    }

    /** Whether a browser takes both for one site: the same registrable domain, or the very same host without one. */
    private static boolean sameSite(URI one, URI other) {
        String host = String.valueOf(one.getHost()).toLowerCase(Locale.ROOT);
        String otherHost = String.valueOf(other.getHost()).toLowerCase(Locale.ROOT);
        Optional<String> domain = RegistrableDomains.privateDomain(host);
        return host.equals(otherHost)
                || (domain.isPresent() && domain.equals(RegistrableDomains.privateDomain(otherHost)));
    }

    /** Whose pages may call from another site: those that CORS allows. */
    private static Set<String> trusted(@Nullable CorsSettings cors, URI page, URI own) {
        List<String> origins = new ArrayList<>(List.of(origin(page), origin(own)));
        if (cors != null && cors.allowedOrigins() != null) {
            origins.addAll(cors.allowedOrigins());
        }
        return Set.copyOf(new LinkedHashSet<>(origins));
    }

    /** The origin as browsers write it: lower case, without the scheme's own port. */
    static String origin(URI url) {
        return WebLocation.parse(url.toString())
                .map(WebLocation::origin)
                .orElseGet(() -> url.getScheme() + "://" + url.getAuthority());
    }

    @Bean
    ReturnUrls returnUrls(Settings settings) {
        List<String> allowed = new ArrayList<>();
        settings.find(PublicSettings.class)
                .ifPresent(from -> allowed.add(origin(marketplace(settings).baseUrl(from))));
        settings.find(AdminApiSettings.class).ifPresent(from -> allowed.add(origin(from.uiBaseUrl(settings.values()))));
        settings.find(HostApplicationSettings.class).ifPresent(host -> allowed.addAll(host.allowedReturnUrls()));
        try {
            return new ReturnUrls(allowed);
        } catch (IllegalArgumentException e) {
            throw new StartException("host_application.allowed_return_urls: " + e.getMessage(), e);
        }
    }

    /** Where this process has no block {@code public}, another one serves it by its standard address. */
    @Bean
    SetupUrls setupUrls(Settings settings, ReturnUrls allowed) {
        String base = settings.find(PublicSettings.class)
                .map(from -> from.baseUrl().toString())
                .orElse("http://localhost:8080");
        String home = settings.find(PublicSettings.class)
                .map(from -> marketplace(settings).baseUrl(from).toString())
                .orElse(base);
        return new SetupUrls(base.endsWith("/") ? base.substring(0, base.length() - 1) : base, home, allowed);
    }

    @Bean
    ErrorPages errorPages(Settings settings) {
        Map<ErrorKind, URI> elsewhere = new EnumMap<>(ErrorKind.class);
        Optional<ErrorPagesSettings> configured = settings.find(ErrorPagesSettings.class);
        configured.ifPresent(pages -> {
            put(elsewhere, ErrorKind.NOT_FOUND, pages.notFound());
            put(elsewhere, ErrorKind.UNAUTHORIZED, pages.unauthorized());
            put(elsewhere, ErrorKind.INTERNAL_ERROR, pages.internalError());
        });
        String template = configured
                .map(ErrorPagesSettings::template)
                .map(value -> settings.values().text(value).expose())
                .orElse(null);
        return new ErrorPages(elsewhere, template);
    }

    private static void put(Map<ErrorKind, URI> pages, ErrorKind kind, @Nullable URI url) {
        if (url != null) {
            pages.put(kind, url);
        }
    }
}

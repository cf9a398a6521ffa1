package net.authproxy.publicapi;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.authproxy.core.shared.redirect.WebLocation;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.core.shared.settings.service.HostApplicationSettings;
import net.authproxy.core.shared.settings.service.MarketplaceSettings;
import net.authproxy.core.shared.settings.service.PublicSettings;
import net.authproxy.core.shared.settings.service.StaticSettings;
import net.authproxy.web.ui.UiFiles;
import net.authproxy.web.ui.WebUi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerMapping;

/** The marketplace beside its API, mounted where {@code public.static} says so (contract 2.1, 15). */
@Configuration(proxyBeanMethods = false)
public class MarketplaceUi {

    private static final String FOLDER = "marketplace";

    @Bean
    HandlerMapping marketplaceFiles(Settings settings, SecureRandom random) throws IOException {
        StaticSettings files = Optional.ofNullable(
                        settings.get(PublicSettings.class).staticFiles())
                .orElseThrow();
        UiFiles packaged = UiFiles.packaged(FOLDER);
        UiFiles served = files.serveFrom().isEmpty() ? packaged : UiFiles.in(Path.of(files.serveFrom()));
        return WebUi.mapping(files.mountAt(), served, packaged, embedOrigins(settings), random);
    }

    @Bean
    MarketplaceConfigController marketplaceConfigController(Settings settings) {
        return new MarketplaceConfigController(MarketplaceConfig.of(
                settings.get(MarketplaceSettings.class),
                embedOrigins(settings),
                settings.get(PublicSettings.class).baseUrl()));
    }

    /** Whose pages may frame the marketplace and talk to it: those of the host application. */
    private static List<String> embedOrigins(Settings settings) {
        Set<String> origins = new LinkedHashSet<>();
        settings.find(HostApplicationSettings.class).ifPresent(host -> {
            host.allowedReturnUrls().forEach(url -> add(origins, url));
            add(origins, host.initiateSessionUrl().toString());
        });
        return List.copyOf(origins);
    }

    /** An entry of the host application's own scheme has no pages. */
    private static void add(Set<String> origins, String url) {
        WebLocation.parse(url).map(WebLocation::origin).ifPresent(origins::add);
    }
}

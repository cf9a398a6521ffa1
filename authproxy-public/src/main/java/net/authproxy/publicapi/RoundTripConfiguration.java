package net.authproxy.publicapi;

import net.authproxy.core.session.CallerAuthenticator;
import net.authproxy.core.session.SessionPolicies;
import net.authproxy.core.setup.AuthorizationFlow;
import net.authproxy.core.setup.SetupUrls;
import net.authproxy.core.shared.settings.service.OAuthSettings;
import net.authproxy.web.ServiceName;
import net.authproxy.web.errorpage.ErrorPages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts the browser routes of OAuth2 and of redirect steps. */
@Configuration(proxyBeanMethods = false)
public class RoundTripConfiguration {

    @Bean
    RoundTripController roundTripController(
            AuthorizationFlow flow,
            CallerAuthenticator callers,
            SessionPolicies policies,
            ErrorPages pages,
            SetupUrls urls,
            RoundTripSettings settings) {
        return new RoundTripController(
                flow,
                callers,
                policies.of(settings.service().id()).orElseThrow(),
                pages,
                urls.publicBase(),
                settings.oauth().roundTripTtl());
    }

    @Bean
    RoundTripSettings roundTripSettings(ServiceName service, OAuthSettings oauth) {
        return new RoundTripSettings(service, oauth);
    }

    record RoundTripSettings(ServiceName service, OAuthSettings oauth) {}
}

package net.authproxy.web.session;

import net.authproxy.core.session.CallerAuthenticator;
import net.authproxy.core.session.SessionPolicies;
import net.authproxy.core.session.SessionPolicy;
import net.authproxy.core.session.SessionService;
import net.authproxy.core.shared.redirect.ReturnUrls;
import net.authproxy.web.ServiceName;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mounts {@code /session/*} on a service that has sessions. */
@Configuration(proxyBeanMethods = false)
public class SessionWebConfiguration {

    @Bean
    SessionController sessionController(
            CallerAuthenticator callers,
            SessionService sessions,
            SessionPolicies policies,
            ReturnUrls returnUrls,
            ServiceName service) {
        SessionPolicy policy = policies.of(service.id())
                .orElseThrow(() -> new IllegalStateException(service.id() + " has no sessions"));
        return new SessionController(callers, sessions, policy, new SignInSteps(callers, sessions, policy, returnUrls));
    }
}

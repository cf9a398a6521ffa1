package net.authproxy.core.shared.settings.service;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.ListenerSettings;
import net.authproxy.core.shared.settings.Named;
import net.authproxy.core.shared.settings.Range;
import net.authproxy.core.shared.settings.StartChecked;
import net.authproxy.core.shared.settings.StartContext;
import net.authproxy.core.shared.settings.StringValue;
import net.authproxy.core.shared.settings.Validated;
import net.authproxy.core.shared.settings.ValueResolver;
import net.authproxy.core.shared.settings.WebUrl;
import org.jspecify.annotations.Nullable;

/** Block {@code admin_api}: administration, with its own UI. */
public record AdminApiSettings(
        @Doc("Port of the main listener; 0 takes a free one.") @Default("8082") @Range(max = 65_535)
        int port,

        @Doc("Port of health and metrics; absent: the main port.") @Range(max = 65_535) @Nullable
        Integer healthCheckPort,

        @Doc("Address to listen on: an IP address or localhost.") @Default("0.0.0.0")
        String bindAddress,

        @Doc("Host name users see.") @Default("localhost") String domain,

        @Doc("Whether the listener speaks TLS.") @Default("false")
        boolean https,

        @Doc("The certificate; needed with https.") @Nullable
        TlsSettings tls,

        @Doc("Replaces parts of the CORS rule.") @Nullable CorsSettings cors,

        @Doc("Address ranges whose X-Forwarded headers count.") @Default("[]")
        List<String> trustedProxies,

        @Doc("A session without use ends after this time.") @Default("1h")
        Duration sessionTimeout,

        @Doc("A session ends after this time in any case.") @Default("12h")
        Duration sessionMaxLifetime,

        @Doc("Accepted and without effect.") @Default("100") @Range
        int xsrfRequestQueueDepth,

        @Doc("Serves the web UI; absent: no UI here.") @Named("static") @Nullable
        StaticSettings staticFiles,

        @Doc("Session cookie.") @Nullable CookieSettings cookie,

        @Doc("URL browsers use; default from https, domain and port.") @Named("base_url") @Nullable
        URI configuredBaseUrl,

        @Doc("The admin UI.") @Default("{}") Ui ui)
        implements ListenerSettings, Validated, StartChecked {

    /** The admin UI and how its users sign in. */
    public record Ui(
            @Doc("Whether the UI and its sessions exist.") @Default("false")
            boolean enabled,

            @Doc("URL of the UI; default that of the service.") @Nullable
            StringValue baseUrl,

            @Doc("Where the host application signs an administrator in; needed when enabled.") @Nullable
            URI initiateSessionUrl)
            implements Validated {

        @Override
        public void validate(Findings findings) {
            if (enabled && initiateSessionUrl == null) {
                findings.add("initiate_session_url", "is required when ui.enabled is true");
            }
        }
    }

    @Override
    public void validate(Findings findings) {
        ListenerChecks.address(bindAddress, findings);
        ListenerChecks.transport(https, tls, trustedProxies, findings);
    }

    @Override
    public void checkStart(StartContext context, Findings findings) {
        if (ui.enabled()) {
            ListenerChecks.cookies(baseUrl(), cookie, context, findings);
        }
        if (ui.baseUrl() != null
                && WebUrl.parse(context.values().text(ui.baseUrl()).expose()).isEmpty()) {
            findings.at("ui").add("base_url", "must be " + WebUrl.EXPECTED);
        }
        boolean onPublicPort = context.find(PublicSettings.class)
                .filter(open -> port != 0 && (open.port() == port || open.healthPort() == port))
                .isPresent();
        if (onPublicPort) {
            findings.add("port", "refused: the admin API may not share a port with the public service");
        }
    }

    /** The URL browsers use for this service. */
    public URI baseUrl() {
        return ListenerChecks.baseUrl(configuredBaseUrl, https, domain, port);
    }

    /** The URL of the admin UI. */
    public URI uiBaseUrl(ValueResolver values) {
        StringValue configured = ui.baseUrl();
        return configured == null
                ? baseUrl()
                : WebUrl.parse(values.text(configured).expose()).orElseGet(this::baseUrl);
    }

    /** Whether cookies carry Secure: browsers come by https, perhaps to a proxy before us. */
    public boolean secureCookies() {
        return ListenerChecks.isHttps(baseUrl());
    }

    /** Port of health and metrics. */
    public int healthPort() {
        return healthCheckPort == null ? port : healthCheckPort;
    }
}

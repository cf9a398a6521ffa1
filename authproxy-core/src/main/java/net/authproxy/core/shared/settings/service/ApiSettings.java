package net.authproxy.core.shared.settings.service;

import java.util.List;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.ListenerSettings;
import net.authproxy.core.shared.settings.Range;
import net.authproxy.core.shared.settings.Validated;
import org.jspecify.annotations.Nullable;

/** Block {@code api}: the service host applications call. */
public record ApiSettings(
        @Doc("Port of the main listener; 0 takes a free one.") @Default("8081") @Range(max = 65_535)
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
        List<String> trustedProxies)
        implements ListenerSettings, Validated {

    @Override
    public void validate(Findings findings) {
        ListenerChecks.address(bindAddress, findings);
        ListenerChecks.transport(https, tls, trustedProxies, findings);
    }

    /** Port of health and metrics. */
    public int healthPort() {
        return healthCheckPort == null ? port : healthCheckPort;
    }
}

package net.authproxy.core.proxy;

import java.time.Duration;
import net.authproxy.core.shared.settings.ByteSize;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;

/** Block {@code proxy}: limits of proxied calls (contract 9). */
public record ProxySettings(
        @Doc("Largest request body in an envelope.") @Default("32mib") @ByteSize
        long maxEnvelopeRequestBytes,

        @Doc("Largest response body in an envelope.") @Default("32mib") @ByteSize
        long maxEnvelopeResponseBytes,

        @Doc("Time limits of a call.") @Default("{}") Timeouts timeouts,

        @Doc("Memory for envelope bodies, replay and recording, for the whole process; used up: envelope calls get 503,"
                + " replay and recording are skipped.")
        @Default("25%")
        @ByteSize(share = true)
        long bufferBudget) {

    /**
     * Time limits of a call; none of them may be left unbounded but the total.
     *
     * @param total zero for none
     */
    public record Timeouts(
            @Doc("Until the connection stands.") @Default("10s")
            Duration connect,

            @Doc("From the end of the request to the head of the response.") @Default("60s")
            Duration response,

            @Doc("Between two pieces of a body.") @Default("5m")
            Duration idle,

            @Doc("For the whole call; 0: no limit.") @Default("0")
            Duration total) {

        public Timeouts {
            if (!connect.isPositive() || !response.isPositive() || !idle.isPositive()) {
                throw new IllegalArgumentException("connect, response and idle must be greater than 0");
            }
        }
    }
}

package net.authproxy.core.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.outbound.AllowedHosts;
import net.authproxy.core.shared.outbound.Destination;
import net.authproxy.core.shared.outbound.EgressPolicy;
import net.authproxy.core.shared.outbound.OutboundHttpClient;
import net.authproxy.core.shared.outbound.OutboundRequest;
import net.authproxy.core.shared.outbound.OutboundResponse;
import net.authproxy.core.shared.outbound.OutboundUrl;

/** Calls webhooks through the egress gate; exactly the URL's host and port may be called (contract 9.5, 12). Blocks. */
class WebhookCalls {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST_URL = 2048;
    private static final int SUCCESS = 200;
    private static final int REDIRECT = 300;

    private final EgressPolicy egress;
    private final OutboundHttpClient http;
    private final Clock clock;

    WebhookCalls(EgressPolicy egress, OutboundHttpClient http, Clock clock) {
        this.egress = egress;
        this.http = http;
        this.clock = clock;
    }

    /**
     * Refuses a URL that can never be called, as far as that is known without asking the DNS. What a name stands for is
     * checked in each delivery.
     *
     * @throws AuthProxyException {@code validation_failed}
     */
    void check(String url) {
        if (url.length() > LONGEST_URL) {
            throw AuthProxyException.invalid("url", "must have at most " + LONGEST_URL + " characters");
        }
        try {
            OutboundUrl target = OutboundUrl.parse(url);
            egress.tryCheck(target, onlyThatHost(target));
        } catch (AuthProxyException e) {
            throw AuthProxyException.invalid("url", e.message());
        }
    }

    /**
     * Sends the body once; redirects are not followed.
     *
     * @throws AuthProxyException {@code unavailable} when the thread is to stop
     */
    DeliveryResult send(String url, byte[] secret, byte[] body) {
        try {
            OutboundUrl target = OutboundUrl.parse(url);
            Destination destination = egress.check(target, onlyThatHost(target));
            OutboundResponse answer = send(target, destination, secret, body);
            return answer.status() >= SUCCESS && answer.status() < REDIRECT
                    ? new DeliveryResult.Accepted(answer.status())
                    : new DeliveryResult.Refused("http_status", answer.status());
        } catch (AuthProxyException e) {
            if (e.code() == ErrorCode.UNAVAILABLE) {
                throw e;
            }
            return new DeliveryResult.Refused(e.code().code(), null);
        }
    }

    private OutboundResponse send(OutboundUrl target, Destination destination, byte[] secret, byte[] body) {
        OutboundRequest request = OutboundRequest.of("POST", target.target())
                .withHeader("Content-Type", "application/json")
                .withHeader("User-Agent", "AuthProxy")
                .withHeader(
                        WebhookSigner.HEADER,
                        WebhookSigner.sign(secret, clock.instant().getEpochSecond(), body))
                .withBody(body)
                .withTimeout(TIMEOUT);
        try {
            return http.send(request, destination);
        } catch (AuthProxyException e) {
            if (e.code() == ErrorCode.UPSTREAM_UNREACHABLE) {
                egress.connectFailed(destination);
            }
            throw e;
        }
    }

    private static AllowedHosts onlyThatHost(OutboundUrl url) {
        return AllowedHosts.of(List.of(url.authority()));
    }
}

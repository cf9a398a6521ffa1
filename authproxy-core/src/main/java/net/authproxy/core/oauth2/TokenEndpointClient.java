package net.authproxy.core.oauth2;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.authproxy.core.connector.definition.OAuth2;
import net.authproxy.core.connector.definition.TemplatedValue;
import net.authproxy.core.oauth2.TokenEndpointException.Kind;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.outbound.Destination;
import net.authproxy.core.shared.outbound.EgressPolicy;
import net.authproxy.core.shared.outbound.OutboundHttpClient;
import net.authproxy.core.shared.outbound.OutboundRequest;
import net.authproxy.core.shared.outbound.OutboundResponse;
import net.authproxy.core.shared.outbound.OutboundUrl;

/**
 * Asks token endpoints for tokens. The library writes the messages, our outbound gate sends them; every outcome is
 * classified and leaves one row in the request log. Blocks; never retries.
 */
class TokenEndpointClient {

    private static final int SUCCESS = 200;
    private static final int REDIRECT = 300;

    private final EgressPolicy egress;
    private final OutboundHttpClient http;
    private final TokenSigner signer;
    private final EndpointLimits limits;
    private final RevocationPace pace;
    private final OAuthCallLog log;
    private final Clock clock;

    TokenEndpointClient(
            EgressPolicy egress,
            OutboundHttpClient http,
            TokenSigner signer,
            EndpointLimits limits,
            RevocationPace pace,
            OAuthCallLog log,
            Clock clock) {
        this.egress = egress;
        this.http = http;
        this.signer = signer;
        this.limits = limits;
        this.pace = pace;
        this.log = log;
        this.clock = clock;
    }

    /**
     * The answer to one request, checked and raw.
     *
     * @throws TokenEndpointException whatever goes wrong
     */
    Exchanged send(OAuth2Client client, TokenGrant grant) {
        return send(client, grant, () -> {});
    }

    /** The same; {@code ahead} runs when everything that may take time is over, and stops the call by throwing. */
    Exchanged send(OAuth2Client client, TokenGrant grant, Runnable ahead) {
        String endpoint = grant instanceof TokenGrant.Refresh ? client.refreshUrl() : client.tokenUrl();
        OutboundUrl url = target(client, endpoint, client.rules().token().query());
        return limits.within(url.authority(), ahead, () -> {
            TokenRequest request = new GrantRequests(client, signer, endpoint).write(grant);
            OutboundResponse received = call(client, url, request);
            RawAnswer raw = new RawAnswer(received.header("Content-Type"), received.body());
            try {
                return new Exchanged(raw.read(client.rules()), raw);
            } catch (MalformedAnswerException e) {
                throw TokenErrors.malformed(e);
            }
        });
    }

    /** A success, and the bytes it was read from. */
    record Exchanged(TokenAnswer answer, RawAnswer raw) {}

    private OutboundUrl target(OAuth2Client client, String endpoint, Map<String, TemplatedValue> query) {
        try {
            return OutboundUrl.parse(UrlQuery.with(endpoint, client.render(query)));
        } catch (AuthProxyException e) {
            throw OAuth2Client.unusable("the token endpoint: " + e.getMessage(), e);
        }
    }

    /** Sends what was written; anything but a 2xx is thrown. */
    private OutboundResponse call(OAuth2Client client, OutboundUrl url, TokenRequest written) {
        Instant started = clock.instant();
        try {
            Destination destination = egress.check(url, client.hosts());
            OutboundRequest request = OutboundRequest.of("POST", url.target())
                    .withBody(written.body())
                    .withTimeout(client.rules().token().refreshPolicy().timeout());
            for (Map.Entry<String, String> header : written.headers().entrySet()) {
                request = request.withHeader(header.getKey(), header.getValue());
            }
            OutboundResponse answer = http.send(request, destination);
            if (answer.status() < SUCCESS || answer.status() >= REDIRECT) {
                TokenEndpointException failure = refused(client.rules(), answer);
                log.answered(client.connection(), url, started, answer, failure.error());
                throw failure;
            }
            log.answered(client.connection(), url, started, answer, null);
            return answer;
        } catch (AuthProxyException e) {
            log.failed(client.connection(), url, started, e);
            throw TokenErrors.of(e);
        }
    }

    private TokenEndpointException refused(OAuth2 rules, OutboundResponse answer) {
        Duration retryAfter = RetryAfter.parse(answer.header("Retry-After"), clock.instant());
        try {
            return TokenErrors.of(
                    answer.status(),
                    TokenAnswerReader.body(answer.header("Content-Type"), answer.body()),
                    rules.refresh().permanentErrors(),
                    retryAfter);
        } catch (MalformedAnswerException e) {
            return TokenErrors.of(answer.status(), rules.refresh().permanentErrors(), retryAfter);
        }
    }

    /** Asks the provider to end a token (RFC 7009); false when the connector names no place for that. */
    boolean revoke(OAuth2Client client, String token, String hint) {
        String endpoint = client.revocationUrl();
        if (endpoint == null || client.rules().revocation() == null) {
            return false;
        }
        var rules = client.rules().revocation();
        OutboundUrl url = target(client, endpoint, rules.query());
        pace.await(url.authority());
        return limits.within(url.authority(), () -> {
            TokenRequest request =
                    new GrantRequests(client, signer, endpoint).writeRevocation(token, hint, rules.params());
            try {
                call(client, url, request);
            } catch (TokenEndpointException e) {
                boolean done = e.error().equals("invalid_token") || e.error().equals("unsupported_token_type");
                if (!done) {
                    throw e.kind() == Kind.LOST_ANSWER
                            ? new TokenEndpointException(Kind.TRANSIENT, e.error(), e.text(), null, e)
                            : e;
                }
            }
            return true;
        });
    }
}

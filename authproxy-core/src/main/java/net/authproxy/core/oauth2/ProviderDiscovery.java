package net.authproxy.core.oauth2;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import net.authproxy.core.connector.definition.OAuth2;
import net.authproxy.core.oauth2.TokenEndpointException.Kind;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.outbound.AllowedHosts;
import net.authproxy.core.shared.outbound.EgressPolicy;
import net.authproxy.core.shared.outbound.OutboundHttpClient;
import net.authproxy.core.shared.outbound.OutboundRequest;
import net.authproxy.core.shared.outbound.OutboundResponse;
import net.authproxy.core.shared.outbound.OutboundUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fetches what providers say of themselves and keeps it for a day (contract 6.2, {@code discovery_url}). */
class ProviderDiscovery {

    private static final Duration AGE = Duration.ofHours(24);
    private static final int SIZE = 1_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final String OPENID = "/.well-known/openid-configuration";

    private final EgressPolicy egress;
    private final OutboundHttpClient http;
    private final Cache<String, ProviderMetadata> known;

    ProviderDiscovery(EgressPolicy egress, OutboundHttpClient http, Ticker ticker) {
        this.egress = egress;
        this.http = http;
        this.known = Caffeine.newBuilder()
                .maximumSize(SIZE)
                .expireAfterWrite(AGE)
                .ticker(ticker)
                .build();
    }

    /**
     * What the provider of that definition says; nothing when the definition names no document.
     *
     * @throws TokenEndpointException when the document cannot be had or must not be used
     */
    ProviderMetadata of(OAuth2 rules, AllowedHosts hosts) {
        String url = rules.discoveryUrl();
        if (url == null) {
            return ProviderMetadata.NONE;
        }
        ProviderMetadata cached = known.getIfPresent(url);
        if (cached != null) {
            return cached;
        }
        ProviderMetadata fetched = fetch(url, rules.issuer(), hosts);
        known.put(url, fetched);
        return fetched;
    }

    private ProviderMetadata fetch(String url, @Nullable String issuer, AllowedHosts hosts) {
        OutboundResponse answer;
        try {
            OutboundUrl target = OutboundUrl.parse(url);
            answer = http.send(
                    OutboundRequest.of("GET", target.target())
                            .withHeader("Accept", "application/json")
                            .withTimeout(TIMEOUT),
                    egress.check(target, hosts));
        } catch (AuthProxyException e) {
            // Nothing was asked for yet, so nothing can have been lost.
            throw new TokenEndpointException(Kind.TRANSIENT, "discovery_failed", e.message(), null, e);
        }
        if (answer.status() != OK) {
            throw failed("the discovery document answered with status " + answer.status());
        }
        try {
            return read(TokenAnswerReader.body("application/json", answer.body()), url, issuer);
        } catch (MalformedAnswerException e) {
            throw failed("the discovery document is malformed");
        }
    }

    private static ProviderMetadata read(JsonNode document, String url, @Nullable String expected) {
        String issuer = text(document, "issuer");
        boolean wrong = expected == null
                && issuer != null
                && url.endsWith(OPENID)
                && !without(issuer).equals(without(url.substring(0, url.length() - OPENID.length())));
        if (wrong) {
            // RFC 8414 3.3: the document of another issuer must not be used.
            throw failed("the discovery document names another issuer; set auth.issuer if that is meant");
        }
        JsonNode methods = document.path("code_challenge_methods_supported");
        return new ProviderMetadata(
                expected == null ? issuer : expected,
                text(document, "authorization_endpoint"),
                text(document, "token_endpoint"),
                text(document, "revocation_endpoint"),
                methods.isArray() ? methods.valueStream().anyMatch(m -> "S256".equals(m.asString(""))) : null,
                document.path("authorization_response_iss_parameter_supported").asBoolean(false));
    }

    private static String without(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static @Nullable String text(JsonNode document, String name) {
        JsonNode value = document.path(name);
        return value.isString() && !value.stringValue().isEmpty() ? value.stringValue() : null;
    }

    private static TokenEndpointException failed(String why) {
        return new TokenEndpointException(Kind.TRANSIENT, "discovery_failed", why, null, null);
    }
}

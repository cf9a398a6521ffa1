package net.authproxy.core.proxy;

import java.time.Duration;
import java.time.Instant;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.connector.definition.RequestBody;
import net.authproxy.core.connector.definition.RequestTemplate;
import net.authproxy.core.credential.CredentialApplier;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.outbound.Destination;
import net.authproxy.core.shared.outbound.EgressPolicy;
import net.authproxy.core.shared.outbound.OutboundHttpClient;
import net.authproxy.core.shared.outbound.OutboundResponse;
import net.authproxy.core.shared.outbound.OutboundUrl;
import net.authproxy.core.shared.template.TemplateException;
import org.jspecify.annotations.Nullable;

/**
 * Calls that the server makes by itself through a connection, ready or in set-up: probes, data sources, the account behind
 * it. The same gate, hosts and placements as for a proxied call (contract 9.4). Blocks.
 */
@SystemOperation
public class ConnectionCalls {

    private final ConnectionLoader loader;
    private final SetupCredentials credentials;
    private final EgressPolicy egress;
    private final OutboundHttpClient http;
    private final CallLog log;

    ConnectionCalls(
            ConnectionLoader loader,
            SetupCredentials credentials,
            EgressPolicy egress,
            OutboundHttpClient http,
            CallLog log) {
        this.loader = loader;
        this.credentials = credentials;
        this.egress = egress;
        this.http = http;
        this.log = log;
    }

    /**
     * A call to be made.
     *
     * @param withCredential false: as anybody could make it
     */
    public record Wanted(RequestTemplate request, boolean withCredential, Duration timeout) {}

    /**
     * The whole answer, whatever its status.
     *
     * @throws AuthProxyException with a code of contract 9.8
     */
    public OutboundResponse send(SealedConnection sealed, Wanted wanted) {
        ProxiedConnection connection;
        try {
            connection = loader.loadForSetup(sealed);
        } catch (TemplateException e) {
            throw unusable(e);
        }
        OutboundUrl url = url(connection, wanted.request());
        Instant started = log.now();
        OutboundResponse answer = null;
        AuthProxyException failure = null;
        try {
            Destination destination = egress.check(url, connection.allowedHosts());
            answer = http.send(
                    request(connection, wanted, url, destination).toRequest().withTimeout(wanted.timeout()),
                    destination);
            return answer;
        } catch (AuthProxyException e) {
            failure = e;
            throw e;
        } finally {
            log.record(sealed.connection(), wanted.request().method(), url, started, answer, failure);
        }
    }

    private static OutboundUrl url(ProxiedConnection connection, RequestTemplate request) {
        try {
            return OutboundUrl.parse(request.url().renderUrl(connection.values()));
        } catch (TemplateException e) {
            throw unusable(e);
        }
    }

    private OwnRequest request(ProxiedConnection connection, Wanted wanted, OutboundUrl url, Destination destination) {
        OwnRequest request = new OwnRequest(wanted.request().method(), url.target());
        request.header("Accept", "application/json");
        connection.headers().forEach(header -> request.header(header.name(), header.value()));
        try {
            wanted.request()
                    .headers()
                    .forEach((name, value) -> request.header(
                            name,
                            value.renderHeader(loader.values(), connection.values())
                                    .expose()));
        } catch (TemplateException e) {
            throw unusable(e);
        }
        writeBody(request, wanted.request().body());
        if (wanted.withCredential()) {
            ProxiedConnection usable = credentials.fresh(connection);
            CredentialApplier.apply(
                    CredentialApplier.render(
                            usable.placements(),
                            usable.values().withCredentials(credentials.fields(usable, destination))),
                    request);
            CredentialApplier.applyHeaders(usable.secretHeaders(), request);
        }
        return request;
    }

    private static void writeBody(OwnRequest request, @Nullable RequestBody body) {
        if (body != null) {
            request.setBody(body.bytes());
            if (body instanceof RequestBody.Json && request.contentType() == null) {
                request.header("Content-Type", "application/json");
            }
        }
    }

    private static AuthProxyException unusable(TemplateException e) {
        return new AuthProxyException(ErrorCode.CONNECTION_NOT_READY, "the request cannot be made: " + e.message());
    }
}

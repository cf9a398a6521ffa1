package net.authproxy.core.proxy;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.outbound.Destination;
import net.authproxy.core.shared.outbound.EgressPolicy;
import net.authproxy.core.shared.outbound.OutboundUrl;
import net.authproxy.core.shared.resource.IdGenerator;
import org.jspecify.annotations.Nullable;

/** After the permission: state, target, egress gate. From here on every call leaves exactly one row, refused ones too. */
class CallPreparation {

    private final EgressPolicy egress;
    private final ReadyCredentials credentials;
    private final TokenRenewal renewal;
    private final RequestLogTicket.Listeners listeners;
    private final IdGenerator ids;
    private final Clock clock;

    CallPreparation(
            EgressPolicy egress,
            ReadyCredentials credentials,
            TokenRenewal renewal,
            RequestLogTicket.Listeners listeners,
            IdGenerator ids,
            Clock clock) {
        this.egress = egress;
        this.credentials = credentials;
        this.renewal = renewal;
        this.listeners = listeners;
        this.ids = ids;
        this.clock = clock;
    }

    /** The decision; null when the address must be looked up and {@code mayLoad} does not allow it. */
    @Nullable
    Decision prepare(ProxyRequest request, ActorPrincipal caller, ProxiedConnection connection, boolean mayLoad) {
        Instant started = clock.instant();
        OutboundUrl url = null;
        Map<String, String> labels = Map.of();
        try {
            labels = CallLabels.parse(request.labels());
            requireReady(connection.connection());
            requireUsable(connection);
            url = UpstreamTarget.of(request, connection.baseUrl());
            Destination destination = mayLoad
                    ? egress.check(url, connection.allowedHosts())
                    : egress.tryCheck(url, connection.allowedHosts());
            if (destination == null) {
                return null;
            }
            requireCredential(connection);
            ProxiedConnection usable = connection;
            if (renewal.isDue(connection)) {
                if (!mayLoad) {
                    return null;
                }
                usable = renewal.beforeUse(connection);
            }
            return new AdmittedCall(
                    new AdmittedCall.Sources(credentials, renewal),
                    usable,
                    destination,
                    url.target(),
                    request.form() == ProxyRequest.Form.ENVELOPE && connection.isOpen(),
                    ticket(request, caller, connection, started, url, labels));
        } catch (AuthProxyException e) {
            return new Decision.Refused(e, ticket(request, caller, connection, started, url, labels));
        }
    }

    private static void requireReady(Connection connection) {
        if (connection.state() != ConnectionState.READY) {
            throw new AuthProxyException(
                            ErrorCode.CONNECTION_NOT_READY,
                            "the connection is " + connection.state().text())
                    .with("state", connection.state().text());
        }
    }

    private static void requireUsable(ProxiedConnection connection) {
        if (connection.fault() != null) {
            throw new AuthProxyException(
                            ErrorCode.CONNECTION_NOT_READY,
                            "the connector cannot use the connection: " + connection.fault())
                    .with("state", connection.connection().state().text());
        }
    }

    private static void requireCredential(ProxiedConnection connection) {
        ProxiedConnection.TokenUse use = connection.tokens();
        boolean missing = use == null
                ? !connection.placements().isEmpty() && connection.sealed().credentials() == null
                : use.token() == null;
        if (missing) {
            throw TokenRenewal.needsReauth();
        }
    }

    private ExchangeTicket ticket(
            ProxyRequest request,
            ActorPrincipal caller,
            ProxiedConnection connection,
            Instant started,
            @Nullable OutboundUrl url,
            Map<String, String> labels) {
        return new RequestLogTicket(
                listeners, connection, request, caller.actorId(), CorrelationId.of(request, ids), started, url, labels);
    }
}

package net.authproxy.core.proxy;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import net.authproxy.core.authentication.TokenAuthenticator;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.cache.FreshCache;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The story of a proxied call up to the moment it is sent (contract 9.6): who, which connection, may they, is it ready,
 * where to, and only then the credential. The same story runs twice: from memory on the event loop, and, when something
 * is missing there, with loading on a virtual thread.
 */
@SystemOperation
public class ProxyService implements ProxyGate {

    private static final Logger log = LoggerFactory.getLogger(ProxyService.class);
    private static final long CONNECTIONS = 10_000;
    private static final Duration AGE = Duration.ofHours(1);

    private final TokenAuthenticator authenticator;
    private final ConnectionLoader loader;
    private final CallPreparation preparation;
    private final FreshCache<String, ProxiedConnection> connections;

    ProxyService(
            TokenAuthenticator authenticator,
            ConnectionLoader loader,
            CallPreparation preparation,
            Changes changes,
            Ticker ticker) {
        this.authenticator = authenticator;
        this.loader = loader;
        this.preparation = preparation;
        this.connections = new FreshCache<>(CONNECTIONS, AGE, changes, ticker);
        changes.listen(ChangeTopic.CONNECTION, connections::drop);
        changes.listen(
                ChangeTopic.CONNECTOR,
                id -> connections.dropIf(
                        (key, known) -> known.connection().connectorId().equals(id)));
    }

    @Override
    public @Nullable ActorPrincipal tryAuthenticate(ProxyRequest request) {
        ActorPrincipal known = request.caller();
        return known != null ? known : authenticator.tryAuthenticate(request.authorization(), request.service());
    }

    @Override
    public ActorPrincipal authenticate(ProxyRequest request) {
        try {
            return caller(request);
        } catch (DataAccessException | TransactionException e) {
            throw unavailable(request, e);
        }
    }

    private ActorPrincipal caller(ProxyRequest request) {
        ActorPrincipal known = request.caller();
        return known != null ? known : authenticator.authenticate(request.authorization(), request.service());
    }

    private static AuthProxyException unavailable(ProxyRequest request, RuntimeException cause) {
        log.warn("reason=database_unavailable request={}", request.requestId(), cause);
        return new AuthProxyException(ErrorCode.UNAVAILABLE, "the database cannot be reached at the moment");
    }

    @Override
    public @Nullable Decision tryDecide(ProxyRequest request) {
        try {
            ActorPrincipal caller = tryAuthenticate(request);
            ProxiedConnection connection = caller == null ? null : connections.get(request.connectionId());
            return caller == null || connection == null ? null : judge(request, caller, connection, false);
        } catch (AuthProxyException e) {
            return new Decision.Refused(e, ExchangeTicket.NONE);
        }
    }

    @Override
    public Decision decide(ProxyRequest request) {
        try {
            ActorPrincipal caller = caller(request);
            Authorizer.requireAnywhere(caller, ResourceType.CONNECTIONS, Verb.PROXY);
            ResourceId id = ResourceId.parse(request.connectionId(), IdType.CONNECTION);
            ProxiedConnection known = connections.get(id.text());
            ProxiedConnection connection = known != null
                    ? known
                    : connections.load(id.text(), key -> loader.load(key).orElse(null));
            if (connection == null) {
                throw Authorizer.notFound();
            }
            Decision decision = judge(request, caller, connection, true);
            if (decision == null) {
                throw new IllegalStateException("a loading decision is always complete");
            }
            return decision;
        } catch (AuthProxyException e) {
            return new Decision.Refused(e, ExchangeTicket.NONE);
        } catch (DataAccessException | TransactionException e) {
            return new Decision.Refused(unavailable(request, e), ExchangeTicket.NONE);
        } catch (RuntimeException e) {
            log.error("reason=defect request={}", request.requestId(), e);
            return new Decision.Refused(
                    new AuthProxyException(ErrorCode.INTERNAL_ERROR, "Internal Server Error"), ExchangeTicket.NONE);
        }
    }

    private @Nullable Decision judge(
            ProxyRequest request, ActorPrincipal caller, ProxiedConnection connection, boolean mayLoad) {
        Connection to = connection.connection();
        if (!caller.may(ResourceType.CONNECTIONS, Verb.PROXY, to.namespace().value(), to.id())) {
            Authorizer.requireAnywhere(caller, ResourceType.CONNECTIONS, Verb.PROXY);
            Authorizer.require(caller, ResourceType.CONNECTIONS, Verb.PROXY, to.namespace(), to.id());
        }
        return preparation.prepare(request, caller, connection, mayLoad);
    }
}

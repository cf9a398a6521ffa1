package net.authproxy.core.proxy;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.session.ActiveSession;
import net.authproxy.core.session.CallerAuthenticator;
import net.authproxy.core.session.Identified;
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

    private final CallerAuthenticator callers;
    private final ConnectionLoader loader;
    private final CallPreparation preparation;
    private final FreshCache<String, ProxiedConnection> connections;

    ProxyService(
            CallerAuthenticator callers,
            ConnectionLoader loader,
            CallPreparation preparation,
            Changes changes,
            Ticker ticker) {
        this.callers = callers;
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
    public @Nullable Identified tryAuthenticate(ProxyRequest request) {
        Identified known = request.caller();
        Identified caller = known == null ? callers.tryIdentify(request) : known;
        if (caller != null) {
            requireXsrf(request, caller);
        }
        return caller;
    }

    @Override
    public Identified authenticate(ProxyRequest request) {
        try {
            Identified caller = identify(request);
            requireXsrf(request, caller);
            return caller;
        } catch (DataAccessException | TransactionException e) {
            throw unavailable(request, e);
        }
    }

    private Identified identify(ProxyRequest request) {
        Identified known = request.caller();
        return known == null ? callers.identify(request) : known;
    }

    private static AuthProxyException unavailable(ProxyRequest request, RuntimeException cause) {
        log.warn("reason=database_unavailable request={}", request.requestId(), cause);
        return new AuthProxyException(ErrorCode.UNAVAILABLE, "the database cannot be reached at the moment");
    }

    @Override
    public @Nullable Decision tryDecide(ProxyRequest request) {
        Identified caller = null;
        try {
            caller = request.caller() == null ? callers.tryIdentify(request) : request.caller();
            ProxiedConnection connection = caller == null ? null : connections.get(request.connectionId());
            if (caller == null || connection == null) {
                return null;
            }
            requireXsrf(request, caller);
            return inSession(caller, judge(request, caller.principal(), connection, false));
        } catch (AuthProxyException e) {
            return inSession(caller, new Decision.Refused(e, ExchangeTicket.NONE));
        }
    }

    private void requireXsrf(ProxyRequest request, Identified caller) {
        ActiveSession session = caller.session();
        if (session != null) {
            callers.requireXsrf(request, session, true);
        }
    }

    private @Nullable Decision inSession(@Nullable Identified caller, @Nullable Decision decision) {
        ActiveSession session = caller == null ? null : caller.session();
        return session == null || decision == null
                ? decision
                : new Decision.InSession(decision, callers.xsrfToken(session));
    }

    @Override
    public Decision decide(ProxyRequest request) {
        Identified identified = null;
        Decision decision;
        try {
            identified = identify(request);
            requireXsrf(request, identified);
            decision = decideFor(request, identified.principal());
        } catch (AuthProxyException e) {
            decision = new Decision.Refused(e, ExchangeTicket.NONE);
        } catch (DataAccessException | TransactionException e) {
            decision = new Decision.Refused(unavailable(request, e), ExchangeTicket.NONE);
        } catch (RuntimeException e) {
            log.error("reason=defect request={}", request.requestId(), e);
            decision = new Decision.Refused(
                    new AuthProxyException(ErrorCode.INTERNAL_ERROR, "Internal Server Error"), ExchangeTicket.NONE);
        }
        ActiveSession session = identified == null ? null : identified.session();
        return session == null ? decision : new Decision.InSession(decision, callers.xsrfToken(session));
    }

    private Decision decideFor(ProxyRequest request, ActorPrincipal caller) {
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

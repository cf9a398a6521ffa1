package net.authproxy.core.setup;

import java.util.Map;
import java.util.Optional;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.connector.definition.SetupStep;
import net.authproxy.core.oauth2.AuthorizationState;
import net.authproxy.core.oauth2.AuthorizationStates;
import net.authproxy.core.setup.SetupPlan.Step;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What browsers do between us and other pages: leave, and come back (contract 8.1, 8.2). A state is looked at first and
 * taken only by the browser, or the signed-in actor, it belongs to.
 */
@SystemOperation
public class AuthorizationFlow {

    private static final String ERROR = "error";
    private static final JsonMapper JSON = new JsonMapper();

    private final AuthorizationStates states;
    private final RunningSetups setups;
    private final SetupEngine engine;
    private final AuthPhase auth;
    private final ActorService actors;
    private final Parts parts;

    AuthorizationFlow(
            AuthorizationStates states,
            RunningSetups setups,
            SetupEngine engine,
            AuthPhase auth,
            ActorService actors,
            Parts parts) {
        this.states = states;
        this.setups = setups;
        this.engine = engine;
        this.auth = auth;
        this.actors = actors;
        this.parts = parts;
    }

    /** What the flow needs besides. */
    record Parts(SetupValues values, SetupUrls urls, FlowCookies cookies, SetupAudit audit) {}

    /** Sends the browser to the page that the state was made for, bound to it by a cookie. */
    public FlowAnswer leave(ActorPrincipal caller, String stateId) {
        AuthorizationState state = find(stateId).orElse(null);
        if (state == null) {
            return new FlowAnswer.Unknown();
        }
        if (!state.actorId().equals(caller.actorId()) || !mayGoOn(caller, state)) {
            return new FlowAnswer.Foreign();
        }
        FlowAnswer.FlowCookie cookie = parts.cookies().fresh(stateId, state);
        return states.replace(stateId, state.boundTo(FlowCookies.hash(cookie.value())))
                ? new FlowAnswer.Go(state.providerUrl(), cookie)
                : new FlowAnswer.Unknown();
    }

    private boolean mayGoOn(ActorPrincipal caller, AuthorizationState state) {
        return setups.find(state.connectionId())
                .map(RunningSetup::connection)
                .filter(connection -> may(caller, connection))
                .isPresent();
    }

    private static boolean may(ActorPrincipal caller, Connection connection) {
        String namespace = connection.namespace().value();
        return caller.may(ResourceType.CONNECTIONS, Verb.CREATE, namespace, connection.connectorId())
                || caller.may(ResourceType.CONNECTIONS, Verb.UPDATE, namespace, connection.id());
    }

    /** The browser is back from the provider's consent page. */
    public FlowAnswer callback(CallbackRequest request) {
        return comeBack(request, "state", this::consented);
    }

    /** The browser is back from another page of the set-up. */
    public FlowAnswer stepReturn(CallbackRequest request) {
        return comeBack(request, "state_id", this::visited);
    }

    private interface Arrival {

        void handle(CallbackRequest request, AuthorizationState state, RunningSetup setup, Step step);
    }

    private FlowAnswer comeBack(CallbackRequest request, String parameter, Arrival arrival) {
        String stateId =
                request.repeatsAny() ? null : request.parameter(parameter).orElse(null);
        AuthorizationState state = stateId == null ? null : find(stateId).orElse(null);
        if (stateId == null || state == null || (state.code() == null) == parameter.equals("state")) {
            return new FlowAnswer.Unknown();
        }
        if (!isOurs(request, stateId, state)) {
            return new FlowAnswer.Foreign();
        }
        if (states.take(stateId).isEmpty()) {
            return new FlowAnswer.Unknown();
        }
        ActorPrincipal actor = actor(state.actorId());
        RunningSetup setup = setups.find(state.connectionId()).orElse(null);
        if (actor == null || setup == null || !may(actor, setup.connection())) {
            return new FlowAnswer.Unknown();
        }
        Step step =
                setup.step().filter(open -> open.column().equals(state.step())).orElse(null);
        boolean open = setup.connection().connectorVersion() == state.connectorVersion()
                && (setup.connection().state() == ConnectionState.CREATED
                        || setup.connection().state() == ConnectionState.READY);
        if (step != null && open) {
            arrival.handle(request, state, setup, step);
            parts.audit().returned(actor, setup.connection());
        }
        return new FlowAnswer.Go(destination(state), FlowCookies.ended(stateId, state));
    }

    private static boolean isOurs(CallbackRequest request, String stateId, AuthorizationState state) {
        ActorPrincipal session = request.session();
        boolean sameActor = session != null && session.actorId().equals(state.actorId());
        return sameActor
                || FlowCookies.fits(
                        state, request.cookies().getOrDefault(FlowCookies.name(stateId), java.util.List.of()));
    }

    private Optional<AuthorizationState> find(String stateId) {
        return ResourceId.wellFormed(stateId, IdType.OAUTH2_STATE) ? states.find(stateId) : Optional.empty();
    }

    private @Nullable ActorPrincipal actor(String id) {
        return actors.findLive(id).map(AuthorizationFlow::principal).orElse(null);
    }

    private static ActorPrincipal principal(Actor actor) {
        return new ActorPrincipal(actor.id(), actor.externalId(), actor.namespace(), actor.permissionSet(), null, null);
    }

    private void consented(CallbackRequest request, AuthorizationState state, RunningSetup setup, Step step) {
        AuthorizationState.CodeFlow flow = state.codeFlow().orElseThrow();
        String problem = problem(request, flow);
        String code = request.parameter("code").orElse("");
        if (problem != null) {
            engine.fail(setup, SetupPlan.AUTH_FAILED, problem);
        } else {
            auth.exchange(setup, step, flow, SecretString.of(code));
        }
    }

    private static @Nullable String problem(CallbackRequest request, AuthorizationState.CodeFlow flow) {
        Optional<String> issuer = request.parameter("iss");
        boolean foreign =
                issuer.isPresent() && flow.issuer() != null && !flow.issuer().equals(issuer.get());
        if (foreign || (issuer.isEmpty() && flow.issuerRequired())) {
            return "issuer_mismatch: the answer did not come from the provider that was asked";
        }
        Optional<String> error = error(request);
        if (error.isPresent()) {
            return error.get();
        }
        return request.parameter("code").filter(code -> !code.isEmpty()).isEmpty()
                ? "invalid_answer: the provider sent no code"
                : null;
    }

    /** What went wrong in the other party's words, as RFC 6749 4.1.2.1 has them; empty if nothing did. */
    private static Optional<String> error(CallbackRequest request) {
        String description = request.parameter("error_description").orElse("");
        return request.parameter(ERROR).map(error -> description.isEmpty() ? error : error + ": " + description);
    }

    private void visited(CallbackRequest request, AuthorizationState state, RunningSetup setup, Step step) {
        if (!(step.source() instanceof SetupStep.Redirect redirect)) {
            return;
        }
        Optional<String> error = redirect.capture().containsValue(ERROR) ? Optional.empty() : error(request);
        if (error.isPresent()) {
            engine.fail(setup, SetupPlan.AUTH_FAILED, error.get());
            return;
        }
        ObjectNode captured = JSON.createObjectNode();
        for (Map.Entry<String, String> capture : redirect.capture().entrySet()) {
            String value = request.parameter(capture.getValue()).orElse("");
            if (value.isEmpty()) {
                engine.fail(setup, SetupPlan.AUTH_FAILED, "the page sent no " + capture.getValue());
                return;
            }
            captured.put(capture.getKey(), value);
        }
        engine.completed(setup, step, () -> parts.values().merge(setup, captured));
    }

    /** Where the user was to go in the end; with a mark when there is still something to do. */
    private String destination(AuthorizationState state) {
        String url = state.returnUrl() == null ? parts.urls().home() : state.returnUrl();
        boolean pending = setups.find(state.connectionId())
                .map(RunningSetup::connection)
                .filter(connection -> connection.setupStep() != null)
                .isPresent();
        return pending ? marked(url, state.connectionId()) : url;
    }

    private static String marked(String url, String connectionId) {
        int fragment = url.indexOf('#');
        String base = fragment < 0 ? url : url.substring(0, fragment);
        String rest = fragment < 0 ? "" : url.substring(fragment);
        return base + (base.indexOf('?') < 0 ? '?' : '&') + "setup=pending&connection_id=" + connectionId + rest;
    }
}

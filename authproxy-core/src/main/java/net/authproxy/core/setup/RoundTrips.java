package net.authproxy.core.setup;

import java.time.Duration;
import net.authproxy.core.authentication.HandOffTokens;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connector.definition.SetupStep;
import net.authproxy.core.oauth2.AuthorizationState;
import net.authproxy.core.oauth2.AuthorizationStates;
import net.authproxy.core.oauth2.AuthorizationUrls;
import net.authproxy.core.oauth2.OAuth2Client;
import net.authproxy.core.oauth2.OAuth2Clients;
import net.authproxy.core.oauth2.TokenEndpointException;
import net.authproxy.core.setup.SetupPlan.Kind;
import net.authproxy.core.setup.SetupPlan.Step;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.outbound.OutboundUrl;
import net.authproxy.core.shared.template.TemplateException;
import net.authproxy.core.shared.template.TemplateValues;
import org.jspecify.annotations.Nullable;

/** Sends users away to other pages: keeps the state they come back with and makes the URL that begins it (contract 8.1). */
class RoundTrips {

    private final SetupUrls urls;
    private final OAuth2Clients clients;
    private final AuthorizationUrls requests;
    private final AuthorizationStates states;
    private final HandOffTokens tokens;
    private final Duration firstVisit;

    RoundTrips(
            SetupUrls urls,
            OAuth2Clients clients,
            AuthorizationUrls requests,
            AuthorizationStates states,
            HandOffTokens tokens,
            Duration firstVisit) {
        this.urls = urls;
        this.clients = clients;
        this.requests = requests;
        this.states = states;
        this.tokens = tokens;
        this.firstVisit = firstVisit;
    }

    SetupUrls urls() {
        return urls;
    }

    /**
     * The answer that sends the user away; its URL is empty when nobody said where the user goes afterwards.
     *
     * @throws TokenEndpointException when the provider cannot be asked
     */
    SetupAnswer begin(Traveller traveller, RunningSetup setup, Step step) {
        String returnTo = setup.sealed().returnTo();
        if (returnTo == null) {
            return new SetupAnswer.Redirect(setup.id(), "");
        }
        ActorPrincipal caller = traveller.actor();
        String stateId = states.newId();
        AuthorizationState state = step.kind() == Kind.CONSENT
                ? consent(traveller, setup, step, stateId, returnTo)
                : visit(caller, setup, step, stateId, returnTo);
        states.put(stateId, state);
        Connection connection = setup.connection();
        String token =
                tokens.forSetup(caller, connection.namespace(), connection.id(), connection.connectorId(), firstVisit);
        return new SetupAnswer.Redirect(setup.id(), urls.begin(stateId, token));
    }

    private AuthorizationState consent(
            Traveller traveller, RunningSetup setup, Step step, String stateId, @Nullable String returnTo) {
        OAuth2Client client = clients.of(setup.connection(), setup.configuration());
        AuthorizationUrls.Request request = requests.of(client, stateId, urls.callback(), traveller.omittedScopes());
        return state(traveller.actor(), setup, step, returnTo, request.url(), request.flow());
    }

    private AuthorizationState visit(
            ActorPrincipal caller, RunningSetup setup, Step step, String stateId, @Nullable String returnTo) {
        if (!(step.source() instanceof SetupStep.Redirect redirect)) {
            throw new IllegalStateException("the step sends nobody away");
        }
        TemplateValues values = TemplateValues.NONE
                .withCfg(setup.configuration())
                .withLabels(setup.connection().effectiveLabels().values())
                .withAnnotations(setup.connection().annotations().values())
                .withReturnUrl(urls.stepReturn(stateId));
        try {
            String url = redirect.url().renderUrl(values);
            OutboundUrl.parse(url);
            return state(caller, setup, step, returnTo, url, null);
        } catch (TemplateException | AuthProxyException e) {
            throw TokenEndpointException.clientUnusable("the page to visit: " + e.getMessage());
        }
    }

    private static AuthorizationState state(
            ActorPrincipal caller,
            RunningSetup setup,
            Step step,
            @Nullable String returnTo,
            String url,
            AuthorizationState.@Nullable CodeFlow flow) {
        Connection connection = setup.connection();
        return new AuthorizationState(
                caller.actorId(),
                connection.id(),
                connection.connectorVersion(),
                step.column(),
                returnTo,
                null,
                url,
                flow);
    }
}

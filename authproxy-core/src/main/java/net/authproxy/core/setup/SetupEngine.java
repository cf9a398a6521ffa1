package net.authproxy.core.setup;

import java.time.Clock;
import java.util.Optional;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.connection.ConnectionHealth;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connector.definition.SetupStep;
import net.authproxy.core.oauth2.AccessTokens;
import net.authproxy.core.oauth2.OAuth2Clients;
import net.authproxy.core.oauth2.TokenAnswer;
import net.authproxy.core.oauth2.TokenEndpointException;
import net.authproxy.core.setup.SetupPlan.Run;
import net.authproxy.core.setup.SetupPlan.Step;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.expression.ExpressionException;
import net.authproxy.core.shared.task.TaskQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Moves set-ups from step to step (contract 7.3). Changes are short transactions; whatever talks to a third party runs
 * between them, so that a set-up can be gone on with after a crash at any point.
 */
class SetupEngine {

    private static final int MOST_STEPS = 64;
    private static final JsonMapper JSON = new JsonMapper();

    private final RunningSetups setups;
    private final ConnectionStore connections;
    private final RoundTrips trips;
    private final AccessTokens tokens;
    private final OAuth2Clients clients;
    private final Infrastructure infrastructure;

    SetupEngine(
            RunningSetups setups,
            ConnectionStore connections,
            RoundTrips trips,
            AccessTokens tokens,
            OAuth2Clients clients,
            Infrastructure infrastructure) {
        this.setups = setups;
        this.connections = connections;
        this.trips = trips;
        this.tokens = tokens;
        this.clients = clients;
        this.infrastructure = infrastructure;
    }

    /** What the engine runs on. */
    record Infrastructure(TransactionTemplate transaction, TaskQueue queue, Clock clock) {}

    /** Fetches first tokens that need no user. */
    interface MachineTokens {

        /** Leaves the set-up at another step, or failed. */
        void fetch(RunningSetup setup, Step step);
    }

    /** Does what the open step asks for, and the next ones, until a user is needed. */
    SetupAnswer proceed(Traveller traveller, String id, MachineTokens machine) {
        for (int i = 0; i < MOST_STEPS; i++) {
            RunningSetup setup = setups.find(id).orElseThrow(Authorizer::notFound);
            SetupAnswer answer = answer(traveller, setup, machine);
            if (answer != null) {
                return answer;
            }
        }
        throw new IllegalStateException("a set-up that does not come to rest");
    }

    private @Nullable SetupAnswer answer(Traveller traveller, RunningSetup setup, MachineTokens machine) {
        if (setup.hasFailed()) {
            String error = setup.connection().setupError();
            return new SetupAnswer.Failed(setup.id(), error == null ? "the set-up failed" : error, true);
        }
        Step step = setup.step().orElse(null);
        if (step == null) {
            if (setup.connection().state() == ConnectionState.READY) {
                return new SetupAnswer.Complete(setup.id());
            }
            throw noStep();
        }
        return switch (step.kind()) {
            case FORM, CREDENTIALS -> form(setup, step);
            case REDIRECT, CONSENT -> redirect(traveller, setup, step);
            case MACHINE -> {
                machine.fetch(setup, step);
                yield null;
            }
            case VERIFY -> {
                infrastructure.queue().enqueue(VerifyConnection.task(setup.id()));
                yield new SetupAnswer.Verifying(setup.id());
            }
        };
    }

    private @Nullable SetupAnswer redirect(Traveller traveller, RunningSetup setup, Step step) {
        try {
            return trips.begin(traveller, setup, step);
        } catch (TokenEndpointException e) {
            fail(setup, SetupPlan.AUTH_FAILED, e.text());
            return null;
        }
    }

    private static SetupAnswer form(RunningSetup setup, Step step) {
        Run run = setup.run();
        SetupStep.Form source = step.source() instanceof SetupStep.Form form ? form : null;
        return new SetupAnswer.Form(
                setup.id(),
                step.id(),
                source == null ? setup.version().definition().appearance().displayName() : source.title(),
                source == null ? null : source.description(),
                setup.plan().shownBefore(step, run, setup.input()),
                setup.plan().shown(run, setup.input()),
                step.requiredSchema().schema(),
                source == null ? null : source.uiSchema(),
                SetupValues.known(setup, step));
    }

    /** Goes on behind a step whose values have been stored; part of a transaction. */
    void advance(String id, Step from) {
        RunningSetup setup = setups.findForChange(id).orElseThrow(Authorizer::notFound);
        enter(setup, next(setup, from));
    }

    private static Optional<Step> next(RunningSetup setup, Step from) {
        try {
            return setup.plan().after(from, setup.run(), setup.input());
        } catch (ExpressionException e) {
            throw new AuthProxyException(
                    ErrorCode.VALIDATION_FAILED, "the condition of a step cannot be evaluated: " + e.getMessage());
        }
    }

    /** Opens the step, or ends the set-up; part of a transaction. */
    void enter(RunningSetup setup, Optional<Step> next) {
        if (next.isEmpty()) {
            finish(setup);
            return;
        }
        if (next.get().redirects() && setup.sealed().returnTo() == null) {
            throw returnUrlRequired();
        }
        connections.moveSetup(setup.id(), next.get().column(), null);
    }

    static AuthProxyException returnUrlRequired() {
        return new AuthProxyException(
                ErrorCode.RETURN_TO_URL_REQUIRED, "return_to_url: required, since the next step leaves this page");
    }

    static AuthProxyException noStep() {
        return new AuthProxyException(ErrorCode.NO_ACTIVE_STEP, "no set-up is running");
    }

    /** Everything is there: what was staged comes into force, all at once. */
    private void finish(RunningSetup setup) {
        String id = setup.id();
        if (setup.isFirst()) {
            connections.becomeReady(id);
            return;
        }
        setup.staged().ifPresent(staged -> {
            staged.configuration().ifPresent(values -> connections.mergeConfiguration(id, members(values)));
            staged.credentials().ifPresent(fields -> connections.storeCredentials(id, bytes(fields)));
            staged.tokens().ifPresent(json -> store(setup, json));
            staged.account()
                    .ifPresent(account -> connections.setAccount(
                            id,
                            account.path("id").asString(""),
                            account.path("name").stringValueOpt().orElse(null)));
        });
        connections.finishSetup(id, setup.run() == Run.REAUTH);
    }

    private void store(RunningSetup setup, ObjectNode json) {
        TokenAnswer answer = TokenAnswer.fromJson(json, infrastructure.clock().instant());
        tokens.store(clients.withoutDiscovery(setup.connection(), setup.configuration()), answer);
        connections.mergeConfiguration(setup.id(), answer.metadata());
    }

    private static java.util.Map<String, JsonNode> members(ObjectNode values) {
        java.util.Map<String, JsonNode> members = new java.util.HashMap<>();
        values.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
        return members;
    }

    private static byte[] bytes(ObjectNode fields) {
        return JSON.writeValueAsBytes(fields);
    }

    /** Stops the set-up with an error, unless it has moved on meanwhile. */
    void fail(RunningSetup setup, String column, String error) {
        infrastructure
                .transaction()
                .executeWithoutResult(status -> setups.findForChange(setup.id())
                        .filter(present -> isUnmoved(setup, present))
                        .ifPresent(present -> connections.moveSetup(setup.id(), column, plain(error))));
    }

    /** Goes on behind the step with what {@code store} writes, unless the set-up has moved on meanwhile: then false. */
    boolean completed(RunningSetup setup, Step step, Runnable store) {
        return Boolean.TRUE.equals(infrastructure.transaction().execute(status -> {
            boolean unmoved = setups.findForChange(setup.id())
                    .filter(present -> isUnmoved(setup, present))
                    .isPresent();
            if (unmoved) {
                store.run();
                advance(setup.id(), step);
            }
            return unmoved;
        }));
    }

    private static boolean isUnmoved(RunningSetup before, RunningSetup now) {
        return now.connection().state() == before.connection().state()
                && java.util.Objects.equals(
                        now.connection().setupStep(), before.connection().setupStep());
    }

    /** The probes were fine. */
    void verified(RunningSetup setup, Step step) {
        completed(setup, step, () -> connections.noteHealth(setup.id(), ConnectionHealth.HEALTHY, null));
    }

    static String plain(String error) {
        StringBuilder plain = new StringBuilder();
        error.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .limit(500)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}

package net.authproxy.core.setup;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connection.NewConnection;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.credential.StagedSetup;
import net.authproxy.core.setup.SetupPlan.Kind;
import net.authproxy.core.setup.SetupPlan.Run;
import net.authproxy.core.setup.SetupPlan.Step;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.expression.Choice;
import net.authproxy.core.shared.expression.ExpressionException;
import net.authproxy.core.shared.expression.ExpressionInput;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * From the first click to a connection that works, and every change of its credential later (contract 7.1 to 7.3). Every
 * answer can be asked for again after a restart.
 */
public class ConnectionSetup {

    private final ConnectorService connectors;
    private final ConnectionStore connections;
    private final RunningSetups setups;
    private final SetupEngine engine;
    private final AuthPhase auth;
    private final Surroundings around;
    private final TransactionTemplate transaction;

    ConnectionSetup(
            ConnectorService connectors,
            ConnectionStore connections,
            RunningSetups setups,
            SetupEngine engine,
            AuthPhase auth,
            Surroundings around,
            TransactionTemplate transaction) {
        this.connectors = connectors;
        this.connections = connections;
        this.setups = setups;
        this.engine = engine;
        this.auth = auth;
        this.around = around;
        this.transaction = transaction;
    }

    /** What set-ups need besides their own state. */
    record Surroundings(
            SetupValues values,
            TargetNamespace targets,
            DataSources sources,
            GrantEnd ending,
            SetupUrls urls,
            SetupAudit audit,
            IdGenerator ids) {}

    /** Makes a connection and answers its first step; everything is checked before a row is written. */
    public SetupAnswer initiate(ActorPrincipal caller, InitiateRequest request) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTIONS, Verb.CREATE);
        ConnectorVersion version = InitiableVersion.find(connectors, request);
        NamespacePath target = around.targets().choose(caller, request, version);
        String connectorId = request.connectorId().text();
        Authorizer.require(caller, ResourceType.CONNECTIONS, Verb.CREATE, target, connectorId);
        String returnTo = around.urls().checked(request.returnToUrl());
        Optional<Step> first = SetupPlan.of(version.definition()).first(Run.FIRST, firstInput(request));
        if (first.filter(Step::redirects).isPresent() && returnTo == null) {
            throw SetupEngine.returnUrlRequired();
        }
        String id = within(() -> {
            around.targets().ensure(caller, target);
            InitiableVersion.hold(connectors, version);
            return create(caller, request, version, target, returnTo, first);
        });
        return proceed(caller, id);
    }

    private static ExpressionInput firstInput(InitiateRequest request) {
        return ExpressionInput.NONE
                .withLabels(request.labels().values())
                .withAnnotations(request.annotations().values());
    }

    private String create(
            ActorPrincipal caller,
            InitiateRequest request,
            ConnectorVersion version,
            NamespacePath target,
            @Nullable String returnTo,
            Optional<Step> first) {
        NewConnection wanted = new NewConnection(
                around.ids().nextText(IdType.CONNECTION),
                target,
                caller.actorId(),
                version.id(),
                version.version(),
                returnTo,
                request.labels(),
                request.annotations());
        connections.create(wanted, first.map(Step::column).orElse(null));
        if (first.isEmpty()) {
            connections.becomeReady(wanted.id());
        }
        around.audit().initiated(caller, wanted.id());
        return wanted.id();
    }

    /**
     * Takes the data of the open form and answers the next step.
     *
     * @param returnTo where the user goes when everything is done; absent: as said before
     */
    public SetupAnswer submit(
            ActorPrincipal caller, ResourceId id, String stepId, JsonNode data, @Nullable String returnTo) {
        Submitted submitted = within(() -> store(caller, id, stepId, data, returnTo));
        if (submitted.step().kind() == Kind.CREDENTIALS) {
            auth.credentialsGiven(submitted.setup(), submitted.step());
        }
        return proceed(caller, id.text());
    }

    private record Submitted(RunningSetup setup, Step step) {}

    private Submitted store(
            ActorPrincipal caller, ResourceId id, String stepId, JsonNode data, @Nullable String returnTo) {
        RunningSetup setup = permitted(caller, id, setups.findForChange(id.text()));
        Step step = setup.step()
                .filter(open -> open.kind() == Kind.FORM || open.kind() == Kind.CREDENTIALS)
                .orElseThrow(SetupEngine::noStep);
        if (!step.id().equals(stepId)) {
            throw new AuthProxyException(ErrorCode.STEP_MISMATCH, "the open step is '" + step.id() + "'")
                    .with("step_id", step.id());
        }
        remember(id, returnTo);
        around.values().store(setup, step, data);
        if (step.kind() == Kind.FORM) {
            engine.advance(id.text(), step);
        }
        around.audit().submitted(caller, setup.connection(), stepId);
        return new Submitted(setups.findForChange(id.text()).orElse(setup), step);
    }

    private void remember(ResourceId id, @Nullable String returnTo) {
        String checked = around.urls().checked(returnTo);
        if (checked != null) {
            connections.setReturnTo(id.text(), checked);
        }
    }

    /** The step that is open now; a redirect is answered with a fresh URL. */
    public SetupAnswer currentStep(ActorPrincipal caller, ResourceId id) {
        return currentStep(caller, id, Set.of());
    }

    /**
     * The same for a user who does not want to give everything.
     *
     * @param omittedScopes optional scopes that the provider is not asked for
     */
    public SetupAnswer currentStep(ActorPrincipal caller, ResourceId id, Set<String> omittedScopes) {
        RunningSetup setup = permitted(caller, id, setups.find(id.text()));
        ConnectionState state = setup.connection().state();
        if (state != ConnectionState.CREATED && state != ConnectionState.READY) {
            throw SetupEngine.noStep();
        }
        return engine.proceed(Traveller.of(caller).without(omittedScopes, setup), id.text(), auth);
    }

    /** Gives the set-up up: a first one takes the connection with it, a later one leaves it as it was. */
    public void abort(ActorPrincipal caller, ResourceId id) {
        RunningSetup ended = within(() -> {
            RunningSetup setup = permitted(caller, id, setups.findForChange(id.text()));
            ConnectionState state = setup.connection().state();
            if (state == ConnectionState.READY) {
                requireUpdate(caller, setup);
            }
            if (setup.connection().setupStep() == null) {
                throw SetupEngine.noStep();
            }
            if (state == ConnectionState.CREATED) {
                around.ending().begin(setup);
            } else {
                requireUpdate(caller, setup);
                connections.dropSetup(id.text());
            }
            around.audit().aborted(caller, setup.connection());
            return setup;
        });
        if (ended.isFirst()) {
            around.ending().finish(ended.id());
        }
    }

    /** Begins anew after a failure. */
    public SetupAnswer retry(ActorPrincipal caller, ResourceId id, @Nullable String returnTo) {
        within(() -> {
            RunningSetup setup = permitted(caller, id, setups.findForChange(id.text()));
            if (!setup.hasFailed()) {
                throw SetupEngine.noStep();
            }
            remember(id, returnTo);
            restart(setup);
            around.audit().retried(caller, setup.connection());
            return setup;
        });
        return proceed(caller, id.text());
    }

    private void restart(RunningSetup setup) {
        RunningSetup present = setups.findForChange(setup.id()).orElse(setup);
        engine.enter(present, present.plan().first(present.run(), present.input()));
    }

    /** Asks the configuration of a ready connection anew. */
    public SetupAnswer reconfigure(ActorPrincipal caller, ResourceId id) {
        return rerun(caller, id, StagedSetup.Run.RECONFIGURE, null);
    }

    /** Asks for a new credential of a ready connection; the old one stays in force until the new one is there. */
    public SetupAnswer reauthorize(ActorPrincipal caller, ResourceId id, @Nullable String returnTo) {
        return rerun(caller, id, StagedSetup.Run.REAUTH, returnTo);
    }

    private SetupAnswer rerun(ActorPrincipal caller, ResourceId id, StagedSetup.Run run, @Nullable String returnTo) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTIONS, Verb.UPDATE);
        within(() -> {
            RunningSetup setup = ready(caller, id);
            boolean nothingToAsk =
                    run == StagedSetup.Run.RECONFIGURE && !setup.plan().hasConfigure();
            if (nothingToAsk) {
                throw new AuthProxyException(ErrorCode.INVALID_TRANSITION, "the connector has nothing to configure");
            }
            connections.stage(id.text(), StagedSetup.begin(run).toBytes());
            remember(id, returnTo);
            restart(setup);
            around.audit().rerun(caller, setup.connection(), run);
            return setup;
        });
        return proceed(caller, id.text());
    }

    /** Drops the running set-up of a ready connection; fine when none runs. */
    public void cancel(ActorPrincipal caller, ResourceId id) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTIONS, Verb.UPDATE);
        within(() -> {
            RunningSetup setup = ready(caller, id);
            connections.dropSetup(id.text());
            around.audit().cancelled(caller, setup.connection());
            return setup;
        });
    }

    /** What the user may pick from in the open configure step. */
    public List<Choice> choices(ActorPrincipal caller, ResourceId id, String name) {
        RunningSetup setup = permitted(caller, id, setups.find(id.text()));
        return around.sources().fetch(setup, name);
    }

    private RunningSetup ready(ActorPrincipal caller, ResourceId id) {
        RunningSetup setup = setups.findForChange(id.text()).orElseThrow(Authorizer::notFound);
        requireUpdate(caller, setup);
        if (setup.connection().state() != ConnectionState.READY) {
            throw new AuthProxyException(
                            ErrorCode.CONNECTION_NOT_READY,
                            "the connection is " + setup.connection().state().text())
                    .with("state", setup.connection().state().text());
        }
        return setup;
    }

    private static void requireUpdate(ActorPrincipal caller, RunningSetup setup) {
        Authorizer.require(
                caller,
                ResourceType.CONNECTIONS,
                Verb.UPDATE,
                setup.connection().namespace(),
                setup.id());
    }

    private static RunningSetup permitted(ActorPrincipal caller, ResourceId id, Optional<RunningSetup> found) {
        if (Authorizer.scope(caller, ResourceType.CONNECTIONS, Verb.CREATE).isEmpty()) {
            Authorizer.requireAnywhere(caller, ResourceType.CONNECTIONS, Verb.UPDATE);
        }
        RunningSetup setup = found.orElseThrow(Authorizer::notFound);
        NamespacePath namespace = setup.connection().namespace();
        String connectorId = setup.connection().connectorId();
        if (!caller.may(ResourceType.CONNECTIONS, Verb.CREATE, namespace.value(), connectorId)) {
            Authorizer.require(caller, ResourceType.CONNECTIONS, Verb.UPDATE, namespace, id.text());
        }
        return setup;
    }

    private SetupAnswer proceed(ActorPrincipal caller, String id) {
        return engine.proceed(Traveller.of(caller), id, auth);
    }

    private <T> T within(Supplier<T> work) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> work.get()));
        } catch (ExpressionException e) {
            throw new AuthProxyException(
                    ErrorCode.VALIDATION_FAILED, "the condition of a step cannot be evaluated: " + e.getMessage());
        }
    }
}

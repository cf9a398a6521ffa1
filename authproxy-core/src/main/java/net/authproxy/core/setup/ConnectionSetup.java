package net.authproxy.core.setup;

import java.util.Optional;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connection.NewConnection;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.connector.ConnectorService;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Initiate, submit, look, abort (contract 7.1 to 7.3); every answer can be asked for again after a restart. */
public class ConnectionSetup {

    private final ConnectorService connectors;
    private final ConnectionStore connections;
    private final SetupValues values;
    private final TargetNamespace targets;
    private final SetupAudit audit;
    private final IdGenerator ids;

    ConnectionSetup(
            ConnectorService connectors,
            ConnectionStore connections,
            SetupValues values,
            TargetNamespace targets,
            SetupAudit audit,
            IdGenerator ids) {
        this.connectors = connectors;
        this.connections = connections;
        this.values = values;
        this.targets = targets;
        this.audit = audit;
        this.ids = ids;
    }

    /** Makes a connection and answers its first step; everything is checked before a row is written. */
    @Transactional
    public SetupAnswer initiate(ActorPrincipal caller, InitiateRequest request) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTIONS, Verb.CREATE);
        ConnectorVersion version = InitiableVersion.find(connectors, request);
        NamespacePath target = targets.choose(caller, request, version);
        Authorizer.require(
                caller,
                ResourceType.CONNECTIONS,
                Verb.CREATE,
                target,
                request.connectorId().text());
        SetupPlan plan = SetupPlan.of(version);
        targets.ensure(caller, target);
        NewConnection wanted = new NewConnection(
                ids.nextText(IdType.CONNECTION),
                target,
                caller.actorId(),
                version.id(),
                version.version(),
                request.returnToUrl(),
                request.labels(),
                request.annotations());
        Optional<SetupPlan.Step> first = plan.first();
        Connection made =
                connections.create(wanted, first.map(SetupPlan.Step::column).orElse(null));
        SetupAnswer answer = first.isPresent() ? form(made.id(), first.get()) : finish(made.id());
        audit.initiated(caller, made.id());
        return answer;
    }

    /** Takes the data of the open form and answers the next step. */
    @Transactional
    public SetupAnswer submit(ActorPrincipal caller, ResourceId id, String stepId, JsonNode data) {
        SealedConnection connection = permitted(caller, id, connections.findForChange(id.text()));
        SetupPlan plan = plan(connection.connection());
        SetupPlan.Step step = active(plan, connection.connection());
        if (!step.id().equals(stepId)) {
            throw new AuthProxyException(ErrorCode.STEP_MISMATCH, "the open step is '" + step.id() + "'")
                    .with("step_id", step.id());
        }
        values.store(connection, step, data);
        SetupAnswer answer = advance(id.text(), plan.after(step));
        audit.submitted(caller, connection.connection(), stepId);
        return answer;
    }

    private SetupAnswer advance(String id, Optional<SetupPlan.Step> next) {
        if (next.isEmpty()) {
            return finish(id);
        }
        connections.moveSetup(id, next.get().column(), null);
        return form(id, next.get());
    }

    /** The step that is open now. */
    @Transactional(readOnly = true)
    public SetupAnswer currentStep(ActorPrincipal caller, ResourceId id) {
        Connection connection =
                permitted(caller, id, connections.find(id.text())).connection();
        boolean done = connection.state() == ConnectionState.READY && connection.setupStep() == null;
        return done ? new SetupAnswer.Complete(id.text()) : form(id.text(), active(plan(connection), connection));
    }

    /** Gives the set-up up: a first one takes the connection with it, a later one leaves it as it was. */
    @Transactional
    public void abort(ActorPrincipal caller, ResourceId id) {
        Connection connection =
                permitted(caller, id, connections.findForChange(id.text())).connection();
        if (connection.state() == ConnectionState.READY) {
            Authorizer.require(caller, ResourceType.CONNECTIONS, Verb.UPDATE, connection.namespace(), id.text());
        }
        if (connection.setupStep() == null) {
            throw noStep();
        }
        if (connection.state() == ConnectionState.CREATED) {
            connections.finishDisconnect(id.text());
        } else {
            Authorizer.require(caller, ResourceType.CONNECTIONS, Verb.UPDATE, connection.namespace(), id.text());
            connections.dropSetup(id.text());
        }
        audit.aborted(caller, connection);
    }

    private static SealedConnection permitted(ActorPrincipal caller, ResourceId id, Optional<SealedConnection> found) {
        if (Authorizer.scope(caller, ResourceType.CONNECTIONS, Verb.CREATE).isEmpty()) {
            Authorizer.requireAnywhere(caller, ResourceType.CONNECTIONS, Verb.UPDATE);
        }
        SealedConnection connection = found.orElseThrow(Authorizer::notFound);
        NamespacePath namespace = connection.connection().namespace();
        String connectorId = connection.connection().connectorId();
        boolean creates = caller.may(ResourceType.CONNECTIONS, Verb.CREATE, namespace.value(), connectorId);
        if (!creates) {
            Authorizer.require(caller, ResourceType.CONNECTIONS, Verb.UPDATE, namespace, id.text());
        }
        return connection;
    }

    private SetupPlan plan(Connection connection) {
        return SetupPlan.of(connectors
                .find(connection.connectorId(), connection.connectorVersion())
                .orElseThrow(Authorizer::notFound));
    }

    private static SetupPlan.Step active(SetupPlan plan, Connection connection) {
        return plan.at(connection.setupStep()).orElseThrow(ConnectionSetup::noStep);
    }

    private static AuthProxyException noStep() {
        return new AuthProxyException(ErrorCode.NO_ACTIVE_STEP, "no set-up is running");
    }

    private SetupAnswer finish(String id) {
        connections.becomeReady(id);
        return new SetupAnswer.Complete(id);
    }

    private static SetupAnswer form(String id, SetupPlan.Step step) {
        SetupAnswer.Form form = step.answer();
        return new SetupAnswer.Form(
                id,
                form.stepId(),
                form.title(),
                form.description(),
                form.currentStep(),
                form.totalSteps(),
                form.jsonSchema(),
                form.uiSchema());
    }
}

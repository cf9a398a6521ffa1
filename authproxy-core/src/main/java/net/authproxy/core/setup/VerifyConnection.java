package net.authproxy.core.setup;

import java.util.List;
import java.util.Map;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.oauth2.AccessTokens;
import net.authproxy.core.oauth2.TokenEndpointException;
import net.authproxy.core.oauth2.TokenRevoker;
import net.authproxy.core.probe.ProbeOutcome;
import net.authproxy.core.probe.ProbeRunner;
import net.authproxy.core.setup.SetupPlan.Kind;
import net.authproxy.core.setup.SetupPlan.Step;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.PermanentTaskFailure;
import net.authproxy.core.shared.task.QueueName;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the probes of a connection whose set-up waits for them. Tried again only when nothing answered (contract 12). */
class VerifyConnection implements TaskHandler {

    static final TaskType TYPE = new TaskType("core:verify_connection");

    private static final Logger log = LoggerFactory.getLogger(VerifyConnection.class);
    private static final String CONNECTION_ID = "connection_id";
    private static final int RETRIES = 3;
    private static final JsonMapper JSON = new JsonMapper();

    private final RunningSetups setups;
    private final SetupEngine engine;
    private final ProbeRunner probes;
    private final ConnectionStore connections;
    private final AccessTokens tokens;
    private final TokenRevoker revoker;

    VerifyConnection(
            RunningSetups setups,
            SetupEngine engine,
            ProbeRunner probes,
            ConnectionStore connections,
            AccessTokens tokens,
            TokenRevoker revoker) {
        this.setups = setups;
        this.engine = engine;
        this.probes = probes;
        this.connections = connections;
        this.tokens = tokens;
        this.revoker = revoker;
    }

    static NewTask task(String connectionId) {
        return NewTask.of(TYPE, JSON.writeValueAsString(Map.of(CONNECTION_ID, connectionId)))
                .on(QueueName.CRITICAL)
                .uniqueBy("verify:" + connectionId)
                .retrying(RETRIES);
    }

    @Override
    public TaskType type() {
        return TYPE;
    }

    @Override
    public void handle(TaskContext context) {
        JsonNode id = JSON.readTree(context.task().payload()).path(CONNECTION_ID);
        if (!id.isString()) {
            throw new PermanentTaskFailure("the payload names no connection");
        }
        setups.find(id.stringValue())
                .ifPresent(setup -> setup.step()
                        .filter(step -> step.kind() == Kind.VERIFY)
                        .ifPresent(step -> verify(context, setup, step)));
    }

    private void verify(TaskContext context, RunningSetup setup, Step step) {
        List<ProbeOutcome> outcomes =
                probes.run(setup.sealed(), setup.version().definition().probes());
        ProbeOutcome failed =
                outcomes.stream().filter(outcome -> !outcome.ok()).findFirst().orElse(null);
        if (failed == null) {
            engine.verified(setup, step);
            return;
        }
        if (failed.statusCode() == null && !context.isLastAttempt()) {
            throw new IllegalStateException("probe " + failed.probeId() + " got no answer");
        }
        engine.fail(setup, SetupPlan.VERIFY_FAILED, "probe \"" + failed.probeId() + "\" failed: " + failed.error());
        if (setup.isFirst()) {
            endTokens(setup);
        }
    }

    /** What was granted for a connection that does not work is given back (contract 7.3). */
    private void endTokens(RunningSetup setup) {
        try {
            revoker.revoke(setup.sealed(), setup.configuration());
        } catch (TokenEndpointException e) {
            // The kind alone: the message quotes the provider, which may echo the token it was asked to end.
            log.warn("reason=unused_grant_not_revoked connection={} kind={}", setup.id(), e.kind());
        } catch (IllegalArgumentException noOAuth2) {
            return;
        }
        tokens.wipe(setup.id());
    }

    /** Ids of connections that wait for their probes. */
    List<String> waiting() {
        return connections.atSetupStep(SetupPlan.VERIFY);
    }
}

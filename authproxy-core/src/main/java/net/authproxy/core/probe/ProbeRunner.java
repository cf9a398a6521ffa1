package net.authproxy.core.probe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.connector.definition.ProbeDefinition;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.proxy.ConnectionCalls;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.expression.Expression;
import net.authproxy.core.shared.expression.ExpressionException;
import net.authproxy.core.shared.expression.ExpressionInput;
import net.authproxy.core.shared.outbound.OutboundResponse;
import org.jspecify.annotations.Nullable;

/** Runs probes and judges their answers. Blocks; stores the outcome and changes nothing else. */
@SystemOperation
public class ProbeRunner {

    private final ConnectionCalls calls;
    private final CredentialVault vault;
    private final ProbeResults results;
    private final Clock clock;

    ProbeRunner(ConnectionCalls calls, CredentialVault vault, ProbeResults results, Clock clock) {
        this.calls = calls;
        this.vault = vault;
        this.results = results;
        this.clock = clock;
    }

    /** Runs all of them, one after the other, each whatever the others came to. */
    public List<ProbeOutcome> run(SealedConnection sealed, List<ProbeDefinition> probes) {
        List<ProbeOutcome> outcomes = new ArrayList<>();
        for (ProbeDefinition probe : probes) {
            outcomes.add(run(sealed, probe));
        }
        return outcomes;
    }

    /** Runs one. */
    public ProbeOutcome run(SealedConnection sealed, ProbeDefinition probe) {
        Instant started = clock.instant();
        Integer status = null;
        String error;
        try {
            OutboundResponse answer = calls.send(
                    sealed, new ConnectionCalls.Wanted(probe.request(), probe.withCredential(), probe.timeout()));
            status = answer.status();
            error = fault(sealed, probe, answer);
        } catch (AuthProxyException e) {
            error = e.message();
        }
        long millis = Math.max(0, Duration.between(started, clock.instant()).toMillis());
        ProbeOutcome outcome = new ProbeOutcome(probe.id(), error == null, status, millis, error);
        results.add(sealed.connection().id(), outcome);
        return outcome;
    }

    private @Nullable String fault(SealedConnection sealed, ProbeDefinition probe, OutboundResponse answer) {
        if (!probe.success().accepts(answer.status())) {
            return "status " + answer.status();
        }
        if (probe.success().json().isEmpty()) {
            return null;
        }
        try {
            ExpressionInput input = ExpressionInput.NONE
                    .withJson(answer.body())
                    .withCfg(vault.openSetupConfiguration(sealed))
                    .withLabels(sealed.connection().effectiveLabels().values())
                    .withAnnotations(sealed.connection().annotations().values());
            for (Expression predicate : probe.success().json()) {
                if (!predicate.test(input)) {
                    return "the answer does not satisfy " + predicate.source();
                }
            }
            return null;
        } catch (ExpressionException e) {
            return "the answer could not be judged: " + e.getMessage();
        }
    }
}

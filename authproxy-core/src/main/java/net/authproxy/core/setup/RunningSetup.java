package net.authproxy.core.setup;

import java.util.Map;
import java.util.Optional;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.connector.ConnectorVersion;
import net.authproxy.core.credential.StagedSetup;
import net.authproxy.core.setup.SetupPlan.Run;
import net.authproxy.core.setup.SetupPlan.Step;
import net.authproxy.core.shared.expression.ExpressionInput;

/**
 * A connection's set-up as it stands.
 *
 * @param staged what it has brought; empty in a first set-up, whose values go to their place at once
 * @param configuration the values known so far
 */
record RunningSetup(
        SealedConnection sealed,
        ConnectorVersion version,
        SetupPlan plan,
        Optional<StagedSetup> staged,
        Map<String, Object> configuration) {

    Connection connection() {
        return sealed.connection();
    }

    String id() {
        return connection().id();
    }

    Run run() {
        if (connection().state() != ConnectionState.READY) {
            return Run.FIRST;
        }
        return staged.filter(values -> values.run() == StagedSetup.Run.RECONFIGURE)
                        .isPresent()
                ? Run.RECONFIGURE
                : Run.REAUTH;
    }

    boolean isFirst() {
        return run() == Run.FIRST;
    }

    /** The open step; empty when none is, or it has failed. */
    Optional<Step> step() {
        return plan.at(connection().setupStep());
    }

    boolean hasFailed() {
        String column = connection().setupStep();
        return SetupPlan.AUTH_FAILED.equals(column) || SetupPlan.VERIFY_FAILED.equals(column);
    }

    /** What conditions may look at. */
    ExpressionInput input() {
        return ExpressionInput.NONE
                .withCfg(configuration)
                .withLabels(connection().effectiveLabels().values())
                .withAnnotations(connection().annotations().values());
    }

    StagedSetup requiredStaged() {
        return staged.orElseThrow(() -> new IllegalStateException("nothing is staged"));
    }

    @Override
    public String toString() {
        return "RunningSetup[" + id() + "]";
    }
}

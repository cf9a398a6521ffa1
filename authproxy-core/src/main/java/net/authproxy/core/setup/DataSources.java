package net.authproxy.core.setup;

import java.time.Duration;
import java.util.List;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.connector.definition.DataSource;
import net.authproxy.core.connector.definition.SetupStep;
import net.authproxy.core.proxy.ConnectionCalls;
import net.authproxy.core.setup.SetupPlan.Step;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.expression.Choice;
import net.authproxy.core.shared.expression.ExpressionException;
import net.authproxy.core.shared.outbound.OutboundResponse;

/** Lists to pick from, fetched through the connection (contract 7.1, {@code _data_source}). */
class DataSources {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int OK_FROM = 200;
    private static final int OK_TO = 299;

    private final ConnectionCalls calls;

    DataSources(ConnectionCalls calls) {
        this.calls = calls;
    }

    List<Choice> fetch(RunningSetup setup, String name) {
        Step step = setup.step().filter(Step::isConfigure).orElseThrow(SetupEngine::noStep);
        DataSource source = step.source() instanceof SetupStep.Form form
                ? form.dataSources().get(name)
                : null;
        if (source == null) {
            throw Authorizer.notFound();
        }
        OutboundResponse answer = call(setup, source);
        if (answer.status() < OK_FROM || answer.status() > OK_TO) {
            throw failed("the third party answered with status " + answer.status());
        }
        try {
            return source.transform().choices(setup.input().withJson(answer.body()));
        } catch (ExpressionException e) {
            throw failed("the answer cannot be used: " + e.getMessage());
        }
    }

    private OutboundResponse call(RunningSetup setup, DataSource source) {
        try {
            return calls.send(setup.sealed(), new ConnectionCalls.Wanted(source.request(), true, TIMEOUT));
        } catch (AuthProxyException e) {
            if (e.code() == ErrorCode.UNAVAILABLE || e.code() == ErrorCode.NEEDS_REAUTH) {
                throw e;
            }
            throw failed(e.message());
        }
    }

    private static AuthProxyException failed(String why) {
        return new AuthProxyException(ErrorCode.DATA_SOURCE_FAILED, why);
    }
}

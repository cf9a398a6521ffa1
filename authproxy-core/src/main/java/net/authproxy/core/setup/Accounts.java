package net.authproxy.core.setup;

import java.time.Duration;
import java.util.Optional;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.connector.definition.AuthMethod;
import net.authproxy.core.connector.definition.Identity;
import net.authproxy.core.connector.definition.RequestTemplate;
import net.authproxy.core.oauth2.Account;
import net.authproxy.core.oauth2.CodeExchange;
import net.authproxy.core.oauth2.TokenAnswer;
import net.authproxy.core.oauth2.TokenEndpointException;
import net.authproxy.core.proxy.ConnectionCalls;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.expression.Expression;
import net.authproxy.core.shared.expression.ExpressionException;
import net.authproxy.core.shared.expression.ExpressionInput;
import net.authproxy.core.shared.outbound.OutboundResponse;
import org.jspecify.annotations.Nullable;

/** Finds out whose account a new credential speaks for (contract 6.2, {@code identity}). Blocks. */
class Accounts {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int OK_FROM = 200;
    private static final int OK_TO = 299;

    private final ConnectionCalls calls;

    Accounts(ConnectionCalls calls) {
        this.calls = calls;
    }

    /**
     * The account; empty when the definition does not ask for it.
     *
     * @param answer what the token endpoint said; absent for other credentials
     * @throws SetupFailedException when it should be there and is not
     */
    Optional<Account> find(RunningSetup setup, SealedConnection withCredential, @Nullable TokenAnswer answer) {
        AuthMethod auth = setup.version().definition().auth();
        Identity identity = auth.identity();
        if (identity == null) {
            return Optional.empty();
        }
        try {
            ExpressionInput input = switch (identity.source()) {
                case REQUEST -> setup.input().withJson(request(withCredential, identity));
                case TOKEN_RESPONSE -> setup.input().withData(required(answer).body());
                case ID_TOKEN -> setup.input().withData(CodeExchange.idTokenClaims(required(answer)));
            };
            String id = identity.id().text(input).orElseThrow(() -> new SetupFailedException("the account has no id"));
            return Optional.of(new Account(id, name(identity.name(), input)));
        } catch (ExpressionException | TokenEndpointException | AuthProxyException e) {
            throw new SetupFailedException("the account could not be determined: " + text(e));
        }
    }

    /** For people only, so that its absence is no reason to fail. */
    private static @Nullable String name(@Nullable Expression name, ExpressionInput input) {
        try {
            return name == null ? null : name.text(input).orElse(null);
        } catch (ExpressionException e) {
            return null;
        }
    }

    private static String text(RuntimeException e) {
        return e instanceof AuthProxyException own ? own.message() : String.valueOf(e.getMessage());
    }

    private static TokenAnswer required(@Nullable TokenAnswer answer) {
        if (answer == null) {
            throw new SetupFailedException("there is no token answer to look at");
        }
        return answer;
    }

    private byte[] request(SealedConnection sealed, Identity identity) {
        RequestTemplate request = identity.request();
        if (request == null) {
            throw new IllegalStateException("an identity by request has one");
        }
        OutboundResponse answer = calls.send(sealed, new ConnectionCalls.Wanted(request, true, TIMEOUT));
        if (answer.status() < OK_FROM || answer.status() > OK_TO) {
            throw new SetupFailedException("the account request answered with status " + answer.status());
        }
        return answer.body();
    }
}

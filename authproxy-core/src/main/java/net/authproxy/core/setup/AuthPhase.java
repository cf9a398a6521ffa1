package net.authproxy.core.setup;

import java.time.Clock;
import java.util.Optional;
import net.authproxy.core.connection.Connection;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.credential.StagedSetup;
import net.authproxy.core.oauth2.AccessTokens;
import net.authproxy.core.oauth2.Account;
import net.authproxy.core.oauth2.AuthorizationState.CodeFlow;
import net.authproxy.core.oauth2.CodeExchange;
import net.authproxy.core.oauth2.OAuth2Client;
import net.authproxy.core.oauth2.OAuth2Clients;
import net.authproxy.core.oauth2.TokenAnswer;
import net.authproxy.core.oauth2.TokenEndpointException;
import net.authproxy.core.oauth2.TokenRevoker;
import net.authproxy.core.setup.SetupPlan.Step;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** From a new credential to the step behind {@code auth}: tokens, account, and what happens when they are not fine. */
class AuthPhase implements SetupEngine.MachineTokens {

    private static final Logger log = LoggerFactory.getLogger(AuthPhase.class);

    private static final String ACCOUNT_CHANGED = "account_changed";

    private final SetupEngine engine;
    private final ConnectionStore connections;
    private final Accounts accounts;
    private final Provider provider;
    private final AccessTokens tokens;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AuthPhase(
            SetupEngine engine,
            ConnectionStore connections,
            Accounts accounts,
            Provider provider,
            AccessTokens tokens,
            TransactionTemplate transaction,
            Clock clock) {
        this.engine = engine;
        this.connections = connections;
        this.accounts = accounts;
        this.provider = provider;
        this.tokens = tokens;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What talks to providers. */
    record Provider(OAuth2Clients clients, CodeExchange exchange, TokenRevoker revoker, CredentialVault vault) {}

    @Override
    public void fetch(RunningSetup setup, Step step) {
        attempt(setup, step, client -> provider.exchange().fetch(client));
    }

    /** Trades the code of a callback for tokens. */
    void exchange(RunningSetup setup, Step step, CodeFlow flow, SecretString code) {
        attempt(setup, step, client -> provider.exchange().exchange(client, flow, code));
    }

    private interface Source {

        TokenAnswer from(OAuth2Client client);
    }

    private void attempt(RunningSetup setup, Step step, Source source) {
        OAuth2Client client;
        TokenAnswer answer;
        try {
            client = provider.clients().of(setup.connection(), setup.configuration());
            answer = source.from(client);
        } catch (TokenEndpointException e) {
            engine.fail(setup, SetupPlan.AUTH_FAILED, e.text());
            return;
        }
        try {
            if (keep(setup, client, answer)) {
                authenticated(setup, step, answer);
            } else {
                revoke(client, answer);
            }
        } catch (SetupFailedException e) {
            engine.fail(setup, SetupPlan.AUTH_FAILED, e.text());
            drop(setup, client, answer, e.text().startsWith(ACCOUNT_CHANGED));
        }
    }

    /** Stores the tokens at once: the provider gives them once. False when the set-up has moved on meanwhile. */
    private boolean keep(RunningSetup setup, OAuth2Client client, TokenAnswer answer) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<SealedConnection> present = connections
                    .findForChange(setup.id())
                    .filter(found -> SetupPlan.AUTH.equals(found.connection().setupStep()));
            if (present.isEmpty()) {
                return false;
            }
            if (setup.isFirst()) {
                tokens.store(client, answer);
                connections.mergeConfiguration(setup.id(), answer.metadata());
            } else {
                connections.stage(
                        setup.id(),
                        setup.requiredStaged()
                                .withTokens(answer.toJson(clock.instant()))
                                .toBytes());
            }
            return true;
        }));
    }

    /** A credential that needs no endpoint was submitted and stored. */
    void credentialsGiven(RunningSetup setup, Step step) {
        try {
            authenticated(setup, step, null);
        } catch (SetupFailedException e) {
            engine.fail(setup, SetupPlan.AUTH_FAILED, e.text());
        }
    }

    private void authenticated(RunningSetup setup, Step step, @Nullable TokenAnswer answer) {
        SealedConnection present = connections.find(setup.id()).orElse(setup.sealed());
        Optional<Account> account = accounts.find(setup, present, answer);
        account.ifPresent(found -> requireSameAccount(setup, found));
        engine.completed(setup, step, () -> account.ifPresent(found -> note(setup, found)));
    }

    private void note(RunningSetup setup, Account account) {
        if (setup.isFirst()) {
            connections.setAccount(setup.id(), account.id(), account.name());
        } else {
            SealedConnection present = connections.findForChange(setup.id()).orElse(setup.sealed());
            connections.stage(
                    setup.id(),
                    staged(present).withAccount(account.id(), account.name()).toBytes());
        }
    }

    private StagedSetup staged(SealedConnection present) {
        return provider.vault().openStaged(present).orElseThrow(() -> new IllegalStateException("nothing is staged"));
    }

    private static void requireSameAccount(RunningSetup setup, Account found) {
        Connection connection = setup.connection();
        boolean changed =
                connection.accountId() != null && !connection.accountId().equals(found.id());
        if (changed && !setup.version().definition().auth().allowAccountChange()) {
            throw new SetupFailedException(
                    ACCOUNT_CHANGED + ": the connection belongs to another account than the one that was used now");
        }
    }

    /** What a failed set-up has brought must not stay: in force nowhere, and with the provider only if it was there before. */
    private void drop(RunningSetup setup, OAuth2Client client, TokenAnswer answer, boolean otherAccount) {
        if (setup.isFirst()) {
            tokens.wipe(setup.id());
        }
        // Revoking a second grant of the same account ends the first one at many providers.
        if (setup.isFirst() || otherAccount) {
            revoke(client, answer);
        }
    }

    private void revoke(OAuth2Client client, TokenAnswer answer) {
        try {
            provider.revoker().revoke(client, answer);
        } catch (TokenEndpointException | AuthProxyException e) {
            // The class alone: the message quotes the provider, which may echo the token it was asked to end.
            log.warn(
                    "reason=unused_grant_not_revoked connection={} cause={}",
                    client.connection().id(),
                    e.getClass().getSimpleName());
        }
    }
}

package net.authproxy.core.proxy;

import java.util.List;
import net.authproxy.core.credential.CredentialApplier;
import net.authproxy.core.credential.OutgoingRequest;
import net.authproxy.core.shared.outbound.Destination;
import org.jspecify.annotations.Nullable;

/** A call that may go out; the credential is asked for only when it is written, with the checked destination in hand. */
record AdmittedCall(
        Sources sources,
        ProxiedConnection connection,
        Destination destination,
        String target,
        boolean passesCallerCredentials,
        ExchangeTicket ticket)
        implements Decision.Admitted {

    /** Where credentials come from. */
    record Sources(ReadyCredentials ready, TokenRenewal renewal) {}

    @Override
    public List<Decision.ConnectorHeader> headers() {
        return connection.headers();
    }

    @Override
    public boolean needsBody() {
        return connection.needsBody();
    }

    @Override
    public void applyCredential(OutgoingRequest request) {
        if (!connection.placements().isEmpty()) {
            CredentialApplier.apply(sources.ready().of(connection, destination), request);
        }
        CredentialApplier.applyHeaders(connection.secretHeaders(), request);
    }

    @Override
    public boolean isRenewable() {
        return connection.tokens() != null;
    }

    @Override
    public Decision.@Nullable Admitted renewed() {
        ProxiedConnection renewed = sources.renewal().afterRejection(connection);
        return renewed == null
                ? null
                : new AdmittedCall(sources, renewed, destination, target, passesCallerCredentials, ticket);
    }

    @Override
    public Decision.Limits limits() {
        return connection.limits();
    }

    @Override
    public String toString() {
        return "call to " + destination.authority();
    }
}

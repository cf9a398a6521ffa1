package net.authproxy.core.proxy;

import java.util.List;
import net.authproxy.core.credential.CredentialApplier;
import net.authproxy.core.credential.OutgoingRequest;
import net.authproxy.core.shared.outbound.Destination;

/** A call that may go out; the credential is asked for only when it is written, with the checked destination in hand. */
record AdmittedCall(
        ReadyCredentials credentials,
        ProxiedConnection connection,
        Destination destination,
        String target,
        boolean passesCallerCredentials,
        ExchangeTicket ticket)
        implements Decision.Admitted {

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
            CredentialApplier.apply(credentials.of(connection, destination), request);
        }
        CredentialApplier.applyHeaders(connection.secretHeaders(), request);
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

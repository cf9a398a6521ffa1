package net.authproxy.core.proxy;

import java.time.Duration;
import java.util.List;
import net.authproxy.core.credential.OutgoingRequest;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.outbound.Destination;
import org.jspecify.annotations.Nullable;

/** What the core answers to the edge's one question. */
public sealed interface Decision {

    /**
     * The call is not made. {@code ticket} is the open log row when the caller was allowed to see the connection, and
     * a no-op one otherwise; the edge finishes it in any case.
     */
    record Refused(AuthProxyException reason, ExchangeTicket ticket) implements Decision {}

    /**
     * The same for the caller of a login session.
     *
     * @param xsrfToken what the answer carries in {@code X-XSRF-TOKEN}, whatever was decided (contract 5.5)
     */
    record InSession(Decision decision, String xsrfToken) implements Decision {}

    /** The call may go out, to this destination and no other; everything the edge needs to send it. */
    non-sealed interface Admitted extends Decision {

        Destination destination();

        /** Path and query to send, starting with {@code /}; without the credential. */
        String target();

        /** Headers the connector adds: name, value, and whether they replace the caller's. */
        List<ConnectorHeader> headers();

        /** Whether the caller's Authorization and Cookie travel on (envelope on a {@code no-auth} connector). */
        boolean passesCallerCredentials();

        /** Whether {@link #applyCredential} needs the whole body (at most {@link Limits#bodyCredentialBytes}). */
        boolean needsBody();

        /** Writes the credential into the request; called once, last, and only after all checks. May throw. */
        void applyCredential(OutgoingRequest request);

        /** Whether {@link #renewed} may have something to offer after the upstream's 401. */
        default boolean isRenewable() {
            return false;
        }

        /**
         * The same call with a newer credential, after the upstream refused this one. May block; never throws for a reason
         * the caller must hear of.
         *
         * @return null when there is no newer one: the 401 is the answer
         */
        default @Nullable Admitted renewed() {
            return null;
        }

        Limits limits();

        ExchangeTicket ticket();
    }

    /**
     * A header a definition declares under {@code proxy.headers}.
     *
     * @param enforced replaces the caller's value; otherwise only added when the caller sent none
     */
    record ConnectorHeader(String name, String value, boolean enforced) {}

    /**
     * Bounds of one call; a zero duration or size is "none".
     *
     * @param connect until the connection (with TLS) stands
     * @param response from the end of the request until the response headers
     * @param idle longest silence within a body
     * @param total the whole call
     * @param maxRequestBytes of the request body
     * @param maxResponseBytes of the response body
     * @param bodyCredentialBytes longest body into which a credential is written
     */
    record Limits(
            Duration connect,
            Duration response,
            Duration idle,
            Duration total,
            long maxRequestBytes,
            long maxResponseBytes,
            int bodyCredentialBytes) {}
}

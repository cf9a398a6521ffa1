package net.authproxy.core.session;

import org.jspecify.annotations.Nullable;

/**
 * Told of every sign-in, end and refusal: by default the audit trail, else the bean of this type that there is. Calls come after the fact, may come from any thread but an event loop, and must not throw.
 */
public interface SessionJournal {

    /** Somebody signed in. */
    void created(Session session);

    /**
     * A session ended before its time.
     *
     * @param byActorId who ended it; absent when the system did
     */
    void ended(Session session, Reason reason, @Nullable String byActorId);

    /**
     * A sign-in was refused.
     *
     * @param code the code of the answer (contract 5.4)
     * @param ip of the browser; absent when unknown
     */
    void refused(String service, String code, @Nullable String ip);

    /** Why a session ended. */
    enum Reason {
        /** The user signed out. */
        SIGNED_OUT,
        /** The same browser signed in anew. */
        REPLACED,
        /** The browser came with a token of another actor (contract 5.1). */
        OTHER_ACTOR,
        /** Somebody who may ended it. */
        REVOKED,
        /** Its actor is gone. */
        ACTOR_DELETED
    }
}

package net.authproxy.core.session;

import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import org.jspecify.annotations.Nullable;

/** Ends a session everywhere: the record goes first, then every process is told to forget what it remembers. */
final class SessionEnd {

    private final SessionStore store;
    private final Changes changes;
    private final SessionJournal journal;

    SessionEnd(SessionStore store, Changes changes, SessionJournal journal) {
        this.store = store;
        this.changes = changes;
        this.journal = journal;
    }

    SessionJournal journal() {
        return journal;
    }

    void end(SessionRecord session, SessionJournal.Reason reason, @Nullable String byActorId) {
        boolean ended = store.remove(session);
        changes.announce(ChangeTopic.SESSION, session.hash());
        if (ended) {
            journal.ended(session.toSession(), reason, byActorId);
        }
    }
}

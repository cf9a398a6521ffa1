package net.authproxy.core.session;

import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.time.Clock;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.audit.RefusalRecorder;
import net.authproxy.core.authentication.TokenAuthenticator;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.storage.CursorCodec;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires login sessions; expects {@link SessionPolicies} as a bean, and tells a {@link SessionJournal} if there is one. */
@Configuration(proxyBeanMethods = false)
public class SessionConfiguration {

    @Bean
    SessionStore sessionStore(RedisAccess redis, FieldCipher cipher, CursorCodec cursors) {
        return new SessionStore(redis, cipher, cursors);
    }

    @Bean(destroyMethod = "close")
    SeenWriter sessionSeenWriter(SessionStore store, Changes changes) {
        return new SeenWriter(store, changes);
    }

    @Bean
    SessionEnd sessionEnd(
            SessionStore store,
            Changes changes,
            AuditTrail trail,
            RefusalRecorder refusals,
            ObjectProvider<SessionJournal> journal) {
        return new SessionEnd(store, changes, journal.getIfAvailable(() -> new AuditedSessions(trail, refusals)));
    }

    @Bean
    SessionAuthenticator sessionAuthenticator(
            SessionStore store,
            SessionEnd end,
            ActorService actors,
            SeenWriter seen,
            Changes changes,
            Clock clock,
            Ticker ticker) {
        return new SessionAuthenticator(store, end, actors, seen, changes, clock, ticker);
    }

    @Bean
    CallerAuthenticator callerAuthenticator(
            TokenAuthenticator tokens,
            SessionAuthenticator sessions,
            SessionPolicies policies,
            SessionEnd end,
            SeenWriter background,
            Clock clock) {
        return new CallerAuthenticator(tokens, sessions, policies, end, background, clock);
    }

    @Bean
    SessionService sessionService(
            SessionStore store,
            SessionEnd end,
            SessionPolicies policies,
            ActorService actors,
            IdGenerator ids,
            SecureRandom random,
            Clock clock) {
        return new SessionService(store, end, policies, actors, ids, random, clock);
    }
}

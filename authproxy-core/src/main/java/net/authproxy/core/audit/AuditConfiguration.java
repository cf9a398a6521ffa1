package net.authproxy.core.audit;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.storage.Database;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Wires the audit trail; expects a {@link ChainHeadCipher} and a {@link CheckpointSigner} as beans. */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {

    @Bean
    AuditTrail auditTrail(JdbcClient jdbc, IdGenerator ids, Clock clock) {
        return new AuditTrail(jdbc, ids, clock);
    }

    @Bean
    RefusalRecorder refusalRecorder(AuditTrail trail, Ticker ticker) {
        return new RefusalRecorder(trail, ticker);
    }

    @Bean
    AuditChain auditChain(
            @Qualifier("mainDatabase") Database database,
            PlatformTransactionManager transactions,
            ChainHeadCipher cipher) {
        return new AuditChain(database, transactions, cipher);
    }

    @Bean
    AuditCheckpoints auditCheckpoints(
            @Qualifier("mainDatabase") Database database,
            PlatformTransactionManager transactions,
            CheckpointSigner signer) {
        return new AuditCheckpoints(database, transactions, signer);
    }

    @Bean
    AuditTrimmer auditTrimmer(AuditChain chain, AuditCheckpoints checkpoints, AuditTrail trail, Clock clock) {
        return new AuditTrimmer(chain, checkpoints, trail, clock);
    }

    @Bean
    AuditSealer auditSealer(AuditChain chain, Clock clock) {
        return new AuditSealer(chain, clock);
    }

    @Bean
    AuditService auditService(
            @Qualifier("mainDatabase") Database database,
            PlatformTransactionManager transactions,
            CursorCodec cursors,
            AuditChain chain,
            AuditCheckpoints checkpoints) {
        return new AuditService(
                new AuditQuery(database, transactions, cursors), new ChainCheck(chain, checkpoints), checkpoints);
    }
}

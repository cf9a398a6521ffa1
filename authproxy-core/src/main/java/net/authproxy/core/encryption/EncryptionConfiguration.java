package net.authproxy.core.encryption;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import net.authproxy.core.audit.AuditTrail;
import net.authproxy.core.audit.ChainHeadCipher;
import net.authproxy.core.audit.CheckpointSigner;
import net.authproxy.core.namespace.NamespaceKeys;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.storage.Database;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires keyring and cipher; expects {@link GlobalKeyMaterial} as a bean. */
@Configuration(proxyBeanMethods = false)
public class EncryptionConfiguration {

    /** Small against 2^32, so that many starts do not eat a key; large against what is sealed in a database round trip. */
    private static final long BLOCK = 1L << 16;

    @Bean
    EncryptedColumns encryptedColumns(
            List<EncryptedColumn> columns, JdbcClient jdbc, @Qualifier("mainDatabase") Database database) {
        return new EncryptedColumns(columns, jdbc, database.kind());
    }

    @Bean
    KeyVersionStore keyVersionStore(
            KeyRepository keys,
            KeyVersionRepository versions,
            TransactionTemplate transaction,
            AuditTrail audit,
            IdGenerator ids,
            Clock clock) {
        return new KeyVersionStore(keys, versions, transaction, audit, ids, clock);
    }

    @Bean
    KeySynchronizer keySynchronizer(
            GlobalKeyMaterial material, KeyVersionStore store, EncryptedColumns columns, NamespaceKeys namespaces) {
        return new KeySynchronizer(material, store, columns, namespaces);
    }

    @Bean
    KeyringHolder keyringHolder(KeySynchronizer synchronizer) {
        return new KeyringHolder(synchronizer::load);
    }

    @Bean
    MessageBudget messageBudget(KeyVersionStore store) {
        return new MessageBudget(
                BLOCK,
                store::reserve,
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("key-budget").factory()));
    }

    @Bean
    FieldCipher fieldCipher(KeyringHolder keyrings, MessageBudget budget, SecureRandom random) {
        return new FieldCipher(keyrings, budget, new AesGcm(random));
    }

    @Bean
    CursorCodec cursorCodec(FieldCipher cipher) {
        return new CursorCodec(new GlobalCursorCipher(cipher));
    }

    @Bean
    EncryptedColumn auditHeadColumn() {
        return new EncryptedColumn("audit_chain", "sealed_head");
    }

    @Bean
    ChainHeadCipher auditHeadCipher(FieldCipher cipher) {
        return new AuditHeadCipher(cipher);
    }

    @Bean
    CheckpointSigner auditCheckpointSigner(KeyringHolder keyrings) {
        return new AuditCheckpointSigner(keyrings);
    }

    @Bean
    EncryptionService encryptionService(KeyringHolder keyrings, MessageBudget budget) {
        return new EncryptionService(keyrings, budget);
    }
}

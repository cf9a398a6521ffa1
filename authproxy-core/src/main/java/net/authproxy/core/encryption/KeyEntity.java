package net.authproxy.core.encryption;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Clock;
import java.time.Instant;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.storage.ResourceEntity;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

@Entity
@Table(name = "encryption_keys")
@SuppressWarnings("NullAway.Init")
class KeyEntity extends ResourceEntity implements Persistable<String> {

    @Id
    @Column(name = "id")
    private String id;

    @Column(name = "namespace", nullable = false)
    private String namespace;

    @Column(name = "state", nullable = false)
    private String state;

    @Column(name = "source", nullable = false)
    private String source;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "encrypted_key_data")
    private @Nullable EncryptedField encryptedKeyData;

    @Column(name = "encrypted_at")
    private @Nullable Instant encryptedAt;

    @Transient
    private boolean fresh;

    protected KeyEntity() {}

    private KeyEntity(Clock clock, String source) {
        super(clock, Labels.NONE, Annotations.NONE);
        this.id = Keyring.GLOBAL;
        this.namespace = "root";
        this.state = "active";
        this.source = source;
        this.fresh = true;
    }

    /** The row of the configured key: it has no key data, since the material stays with the operator. */
    static KeyEntity global(Clock clock, String source) {
        return new KeyEntity(clock, source);
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }
}

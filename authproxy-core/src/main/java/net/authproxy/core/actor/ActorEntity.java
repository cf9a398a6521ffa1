package net.authproxy.core.actor;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Clock;
import java.util.List;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.storage.ResourceEntity;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.springframework.data.domain.Persistable;

@Entity
@Table(name = "actors")
@SuppressWarnings("NullAway.Init")
class ActorEntity extends ResourceEntity implements Persistable<String> {

    @Id
    @Column(name = "id")
    private String id;

    @Column(name = "namespace", nullable = false)
    private String namespace;

    @Column(name = "external_id", nullable = false)
    private String externalId;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "permissions", nullable = false)
    private List<Permission> permissions;

    @Transient
    private boolean fresh;

    protected ActorEntity() {}

    ActorEntity(Clock clock, String id, NewActor actor) {
        super(clock, actor.labels(), actor.annotations());
        this.id = id;
        this.namespace = actor.namespace().value();
        this.externalId = actor.externalId();
        this.permissions = actor.permissions();
        this.fresh = true;
    }

    NamespacePath namespace() {
        return new NamespacePath(namespace);
    }

    void setPermissions(List<Permission> replacement) {
        permissions = List.copyOf(replacement);
    }

    Actor toActor() {
        return new Actor(id, namespace(), externalId, permissions, labels(), annotations(), createdAt(), updatedAt());
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

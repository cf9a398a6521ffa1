package net.authproxy.core.shared.storage;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An entity like those of the product: text id, namespace, labels, times, optional parts. */
@Entity(name = "Item")
class Item {

    @Id
    String id;

    String namespace;
    Instant createdAt;
    Integer size;
    Long weight;
    String nickname;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> labels;

    Item() {}

    Item(String id, String namespace, Instant createdAt, Map<String, String> labels) {
        this.id = id;
        this.namespace = namespace;
        this.createdAt = createdAt;
        this.labels = labels;
    }
}

package net.authproxy.core.connector;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Objects;

@Embeddable
@SuppressWarnings("NullAway.Init")
class ConnectorVersionKey implements Serializable {

    @Column(name = "id")
    private String id;

    @Column(name = "version")
    private int version;

    protected ConnectorVersionKey() {}

    ConnectorVersionKey(String id, int version) {
        this.id = id;
        this.version = version;
    }

    String id() {
        return id;
    }

    int version() {
        return version;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectorVersionKey that && id.equals(that.id) && version == that.version;
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, version);
    }
}

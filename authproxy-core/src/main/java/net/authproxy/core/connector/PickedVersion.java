package net.authproxy.core.connector;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The version that stands for its connector: primary before draft before active before archived, then the newest. */
final class PickedVersion {

    private static final Comparator<ConnectorVersionEntity> ORDER = Comparator.<ConnectorVersionEntity>comparingInt(
                    row -> row.state().rank())
            .thenComparing(Comparator.<ConnectorVersionEntity>comparingInt(
                            row -> row.key().version())
                    .reversed());

    private PickedVersion() {}

    /** The one of these, which are all versions of a connector. */
    static ConnectorVersionEntity of(List<ConnectorVersionEntity> all) {
        return Collections.min(all, ORDER);
    }
}

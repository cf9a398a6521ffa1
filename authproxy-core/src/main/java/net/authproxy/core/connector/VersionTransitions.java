package net.authproxy.core.connector;

import java.time.Clock;
import java.util.List;

/** How versions change their states (the table of contract 6.6); the rows are held by the caller's transaction. */
class VersionTransitions {

    private final ConnectorVersionRepository versions;
    private final VersionUsage usage;
    private final ConnectorNews news;
    private final Clock clock;

    VersionTransitions(ConnectorVersionRepository versions, VersionUsage usage, ConnectorNews news, Clock clock) {
        this.versions = versions;
        this.usage = usage;
        this.news = news;
        this.clock = clock;
    }

    /** For new connections from now on; the former primary version stays for those it has. */
    void makePrimary(ConnectorVersionEntity row, List<ConnectorVersionEntity> all) {
        primaryOf(all, row).forEach(former -> put(former, used(former) ? VersionState.ACTIVE : VersionState.ARCHIVED));
        put(row, VersionState.PRIMARY);
    }

    /** The state an operator wants; what stands in its way makes room (contract 6.6, {@code _force_state}). */
    void force(ConnectorVersionEntity row, VersionState state, List<ConnectorVersionEntity> all) {
        if (state == VersionState.PRIMARY) {
            primaryOf(all, row).forEach(former -> put(former, VersionState.ACTIVE));
        }
        if (state == VersionState.DRAFT) {
            others(all, row, VersionState.DRAFT).forEach(former -> put(former, VersionState.ARCHIVED));
        }
        put(row, state);
    }

    void put(ConnectorVersionEntity row, VersionState next) {
        VersionState former = row.state();
        row.moveTo(next, clock);
        // At most one primary and one draft at any moment: who leaves must be written before who comes.
        versions.flush();
        news.moved(former, row);
    }

    boolean used(ConnectorVersionEntity row) {
        return usage.liveConnections(row.key().id(), row.key().version()) > 0;
    }

    private static List<ConnectorVersionEntity> primaryOf(
            List<ConnectorVersionEntity> all, ConnectorVersionEntity row) {
        return others(all, row, VersionState.PRIMARY);
    }

    private static List<ConnectorVersionEntity> others(
            List<ConnectorVersionEntity> all, ConnectorVersionEntity row, VersionState state) {
        return all.stream()
                .filter(other -> other.state() == state && !other.key().equals(row.key()))
                .toList();
    }
}

package net.authproxy.core.connector;

/** Asked before a version may be archived; the connection feature answers. */
public interface VersionUsage {

    /** Live connections on that version. */
    long liveConnections(String connectorId, int version);
}

package net.authproxy.core.shared.outbound;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of the streaming upstream clients (contract 13.2, block {@code outbound}).
 *
 * @param maxConnectionsPerHost most connections to one checked address, over all event loops
 * @param maxWaiting most calls that wait for a connection to one checked address, over all event loops
 * @param keepAlive how long an unused connection is kept
 * @param caBundle PEM file whose certificates are trusted besides those of the platform; absent: platform only
 * @param maxHeaderBytes longest header block an upstream may send
 */
public record UpstreamOptions(
        int maxConnectionsPerHost,
        int maxWaiting,
        Duration keepAlive,
        @Nullable Path caBundle,
        int maxHeaderBytes) {

    private static final int DEFAULT_CONNECTIONS = 256;
    private static final int DEFAULT_WAITING = 8192;
    private static final int DEFAULT_HEADER_BYTES = 256 * 1024;

    public UpstreamOptions {
        if (maxConnectionsPerHost < 1 || maxWaiting < 0 || maxHeaderBytes < 1) {
            throw new IllegalArgumentException("upstream limits must be positive");
        }
    }

    /** The defaults of the contract. */
    public static UpstreamOptions defaults() {
        return new UpstreamOptions(
                DEFAULT_CONNECTIONS, DEFAULT_WAITING, Duration.ofSeconds(30), null, DEFAULT_HEADER_BYTES);
    }

    /** The same with another bound on connections. */
    public UpstreamOptions withMaxConnectionsPerHost(int connections) {
        return new UpstreamOptions(connections, maxWaiting, keepAlive, caBundle, maxHeaderBytes);
    }

    /** The same with extra roots. */
    public UpstreamOptions withCaBundle(Path bundle) {
        return new UpstreamOptions(maxConnectionsPerHost, maxWaiting, keepAlive, bundle, maxHeaderBytes);
    }
}

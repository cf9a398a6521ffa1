package net.authproxy.core.proxy;

import org.jspecify.annotations.Nullable;

/** The one question the edge asks the core. */
public interface ProxyGate {

    /**
     * Decides from memory. Runs on an event loop: never blocks, touches neither database nor Redis.
     *
     * @return the decision, or null when something must be loaded first: then call {@link #decide} off the loop
     */
    @Nullable
    Decision tryDecide(ProxyRequest request);

    /** Decides, loading what is missing. May block; never throws for a reason the caller must hear of. */
    Decision decide(ProxyRequest request);
}

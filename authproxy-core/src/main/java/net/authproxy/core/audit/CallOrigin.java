package net.authproxy.core.audit;

import org.jspecify.annotations.Nullable;

/**
 * Over which request a change came. Whoever takes a request opens it on the thread that handles it; rows written there
 * carry it.
 *
 * @param service {@code public}, {@code api} or {@code admin-api}; absent for the system's own work
 * @param requestId {@code req_} id; absent when there is none
 * @param remoteIp address of the caller as the gateway saw it; absent when unknown
 */
public record CallOrigin(
        @Nullable String service,
        @Nullable String requestId,
        @Nullable String remoteIp) {

    /** No request: start-up, tasks. */
    public static final CallOrigin NONE = new CallOrigin(null, null, null);

    private static final ThreadLocal<CallOrigin> CURRENT = new ThreadLocal<>();

    /** The origin that is open on this thread; {@link #NONE} without one. */
    public static CallOrigin current() {
        CallOrigin open = CURRENT.get();
        return open == null ? NONE : open;
    }

    /** Opens this origin on the thread until the scope is closed; then the one before counts again. */
    public Scope open() {
        CallOrigin before = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }

    /** This origin if it names a service already, else the same with that one. */
    public CallOrigin inService(String name) {
        return service == null ? new CallOrigin(name, requestId, remoteIp) : this;
    }

    /** Ends an origin. */
    @FunctionalInterface
    public interface Scope {

        /** The origin before counts again. */
        void close();
    }
}

package net.authproxy.core.webhook;

import org.jspecify.annotations.Nullable;

/** How an attempt ended. */
sealed interface DeliveryResult {

    /** A 2xx. */
    record Accepted(int status) implements DeliveryResult {}

    /**
     * Anything else.
     *
     * @param error stable code
     * @param status of the answer; absent when there was none
     */
    record Refused(String error, @Nullable Integer status) implements DeliveryResult {}
}

package net.authproxy.core.probe;

import org.jspecify.annotations.Nullable;

/**
 * How a probe went.
 *
 * @param statusCode absent when nothing answered
 * @param error why it counts as failed: a few words without content of the answer; absent when it is fine
 */
public record ProbeOutcome(
        String probeId,
        boolean ok,
        @Nullable Integer statusCode,
        long durationMs,
        @Nullable String error) {}

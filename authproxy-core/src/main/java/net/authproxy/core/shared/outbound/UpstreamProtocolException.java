package net.authproxy.core.shared.outbound;

/** The upstream broke the rules of HTTP/1.1; its connection is closed and never used again (contract 9.8). */
public final class UpstreamProtocolException extends RuntimeException {

    /** @param message what it did; shown to the caller, holds nothing that the upstream sent */
    public UpstreamProtocolException(String message) {
        super(message, null, false, false);
    }
}

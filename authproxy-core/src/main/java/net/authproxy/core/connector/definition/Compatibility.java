package net.authproxy.core.connector.definition;

/** Members of older definitions that have no effect here (contract 6.2, "kept for compatibility"). */
final class Compatibility {

    private Compatibility() {}

    /** Accepts the timings that are now settings of the server, with a warning. */
    static void ignoreTimings(ObjectReader in) {
        in.ignored(key -> key.equals("initiate_to_redirect_ttl")
                || key.equals("round_trip_ttl")
                || key.startsWith("refresh_tokens_"));
    }
}

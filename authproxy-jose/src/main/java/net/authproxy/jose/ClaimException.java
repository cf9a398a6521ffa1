package net.authproxy.jose;

/** A claim with the wrong type or form (contract 5.2); whether its value is acceptable is for others to judge. */
public final class ClaimException extends RuntimeException {

    private final String claim;
    private final String reason;

    public ClaimException(String claim, String reason) {
        super("claim " + claim + " " + reason);
        this.claim = claim;
        this.reason = reason;
    }

    /** The name of the claim. */
    public String claim() {
        return claim;
    }

    /** What the claim must be, such as {@code must be an integer}; never its value. */
    public String reason() {
        return reason;
    }
}

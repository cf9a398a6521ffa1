package net.authproxy.web.actor;

import java.util.List;
import java.util.TreeSet;
import net.authproxy.core.authentication.MintedToken;
import net.authproxy.core.authorization.Permission;
import net.authproxy.web.json.Timestamps;

/** A minted token, shown this once (contract 4.6). */
record MintedTokenResponse(String token, String jti, String expiresAt, List<String> aud, List<Permission> permissions) {

    static MintedTokenResponse of(MintedToken minted) {
        return new MintedTokenResponse(
                minted.token().expose(),
                minted.jti(),
                Timestamps.text(minted.expiresAt()),
                List.copyOf(new TreeSet<>(minted.audience())),
                minted.permissions());
    }

    /** Says nothing of the token. */
    @Override
    public String toString() {
        return "minted token " + jti;
    }
}

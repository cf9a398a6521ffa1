package net.authproxy.core.setup;

import java.util.Set;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connector.definition.OAuth2;
import net.authproxy.core.shared.error.AuthProxyException;

/**
 * Who may be sent to a page of a third party.
 *
 * @param omittedScopes optional scopes that the user does not want to give; empty: everything is asked for
 */
record Traveller(ActorPrincipal actor, Set<String> omittedScopes) {

    static Traveller of(ActorPrincipal actor) {
        return new Traveller(actor, Set.of());
    }

    /**
     * The same without those scopes.
     *
     * @throws AuthProxyException {@code validation_failed} when one of them cannot be left out
     */
    Traveller without(Set<String> scopes, RunningSetup setup) {
        if (!omittableScopes(setup).containsAll(scopes)) {
            throw AuthProxyException.invalid("omit_scopes", "not all of these scopes can be left out");
        }
        return new Traveller(actor, scopes);
    }

    private static Set<String> omittableScopes(RunningSetup setup) {
        return setup.version().definition().auth() instanceof OAuth2 rules ? rules.omittableScopes() : Set.of();
    }
}

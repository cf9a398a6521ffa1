package net.authproxy.core.authentication;

import java.util.List;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Inline;
import net.authproxy.core.shared.settings.Key;

/**
 * A key of the installation whose tokens are accepted, and those it replaced.
 *
 * @param previous still accepted
 */
public record JwtSigningKeySettings(
        @Inline Key current,

        @Doc("Keys whose tokens are still accepted.") @Default("[]")
        List<Key> previous) {}

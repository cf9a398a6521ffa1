package net.authproxy.core.authentication;

import java.util.List;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Inline;
import net.authproxy.core.shared.settings.KeyData;

/**
 * The key above all others, and those it replaced.
 *
 * @param previous still read, never written with; newest first
 */
public record RootKeySettings(
        @Inline KeyData current,

        @Doc("Keys that were in use before, still needed for reading.") @Default("[]")
        List<KeyData> previous) {}

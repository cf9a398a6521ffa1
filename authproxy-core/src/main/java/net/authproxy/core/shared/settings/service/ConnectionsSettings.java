package net.authproxy.core.shared.settings.service;

import java.time.Duration;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;

/** Block {@code connections}. */
public record ConnectionsSettings(
        @Doc("A connection whose set-up is not finished is dropped after this time.") @Default("24h")
        Duration setupTtl) {}

package net.authproxy.core.shared.settings.service;

import java.time.Duration;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;

/** Block {@code audit}: the record of administrative changes. */
public record AuditSettings(
        @Doc("How long entries are kept; 0: for ever.") @Default("0")
        Duration retention) {}

package net.authproxy.core.shared.settings.service;

import java.time.Duration;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;

/** Block {@code tasks}: jobs whose state callers may ask for. */
public record TasksSettings(
        @Doc("How long the state of a finished task can be read.") @Default("10m")
        Duration defaultRetention) {}

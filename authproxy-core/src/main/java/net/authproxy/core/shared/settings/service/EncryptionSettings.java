package net.authproxy.core.shared.settings.service;

import net.authproxy.core.shared.settings.Cron;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;

/** Block {@code encryption}: keys of namespaces (contract 11). */
public record EncryptionSettings(
        @Doc("Whether the API may name environment variables and files of this machine as key sources.")
        @Default("false")
        boolean allowLocalSources,

        @Doc("When key sources are asked for new versions.") @Default("'*/5 * * * *'")
        Cron syncCron,

        @Doc("When rows under old keys are looked for.") @Default("'*/30 * * * *'")
        Cron reencryptCron) {}

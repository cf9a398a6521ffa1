package net.authproxy.core.shared.settings.service;

import java.time.Duration;
import net.authproxy.core.shared.settings.Cron;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Range;

/** Block {@code oauth}: authorization flows and token refresh (contract 8). */
public record OAuthSettings(
        @Doc("Time from the set-up answer to the visit of the redirect route.") @Default("30s")
        Duration initiateToRedirectTtl,

        @Doc("Time the user has at the provider.") @Default("1h")
        Duration roundTripTtl,

        @Doc("Whether tokens are refreshed before they are needed.") @Default("true")
        boolean refreshTokensInBackground,

        @Doc("How long before its end a token is refreshed.") @Default("10m")
        Duration refreshTokensTimeBeforeExpiry,

        @Doc("When expiring tokens are looked for.") @Default("'*/10 * * * *'")
        Cron refreshTokensCronSchedule,

        @Doc("Calls at the same time to one token endpoint.") @Default("20") @Range(min = 1, max = 10_000)
        int maxCallsPerEndpoint,

        @Doc("Revocations per second and process at one provider.") @Default("50") @Range(min = 1, max = 10_000)
        int maxRevocationsPerSecond) {}

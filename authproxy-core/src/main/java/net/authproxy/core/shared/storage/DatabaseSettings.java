package net.authproxy.core.shared.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.Named;
import net.authproxy.core.shared.settings.Range;
import net.authproxy.core.shared.settings.StringValue;
import net.authproxy.core.shared.settings.Union;
import net.authproxy.core.shared.settings.Validated;
import net.authproxy.core.shared.settings.Variant;
import org.jspecify.annotations.Nullable;

/** Block {@code database}: where everything but the request log is kept. */
@Union(discriminator = "provider")
public sealed interface DatabaseSettings {

    /** Whether the start brings the schema up to date. */
    boolean autoMigrate();

    /** How long one process may hold the migration lock. */
    Duration autoMigrationLockDuration();

    /** How long deleted rows can be brought back. */
    Duration softDeleteRetention();

    /** Connections at most; null: chosen by the provider. */
    @Nullable
    Integer poolSize();

    /** One file; for one machine. */
    @Variant("sqlite")
    record Sqlite(
            @Doc("Database file.") Path path,

            @Doc("Whether the start brings the schema up to date.") @Default("false")
            boolean autoMigrate,

            @Doc("How long one process may hold the migration lock.") @Default("2m")
            Duration autoMigrationLockDuration,

            @Doc("How long deleted rows are kept.") @Default("30d")
            Duration softDeleteRetention,

            @Doc("Connections for reading; absent: chosen.") @Range(min = 1, max = 1_000) @Nullable
            Integer poolSize)
            implements DatabaseSettings {}

    /** A PostgreSQL server. */
    @Variant("postgres")
    record Postgres(
            @Doc("Host name or address.") String host,

            @Doc("Port.") @Default("5432") @Range(min = 1, max = 65_535)
            int port,

            @Doc("Role to sign in as; absent: that of the driver.") @Nullable
            String user,

            @Doc("Password of the role.") @Nullable StringValue password,
            @Doc("Name of the database.") String database,
            @Doc("How TLS is used.") @Default("disable") SslMode sslmode,

            @Doc("Further parameters of the driver's URL; values are text.") @Default("{}")
            Map<String, String> params,

            @Doc("Whether the start brings the schema up to date.") @Default("false")
            boolean autoMigrate,

            @Doc("How long one process may hold the migration lock.") @Default("2m")
            Duration autoMigrationLockDuration,

            @Doc("How long deleted rows are kept.") @Default("30d")
            Duration softDeleteRetention,

            @Doc("Connections at most; absent: chosen.") @Range(min = 1, max = 1_000) @Nullable
            Integer poolSize)
            implements DatabaseSettings, Validated {

        /** A lost commit could be a refresh token that exists nowhere any more (security D9). */
        @Override
        public void validate(Findings findings) {
            params.forEach((name, value) -> {
                String setting = (name + "=" + value).toLowerCase(Locale.ROOT).replaceAll("\\s", "");
                if (setting.contains("synchronous_commit=off") || setting.contains("fsync=off")) {
                    findings.at("params").at(name).add("refused: commits must be durable (synchronous_commit, fsync)");
                }
            });
        }
    }

    /** How TLS is used towards PostgreSQL, by the words of libpq. */
    enum SslMode {
        DISABLE,
        ALLOW,
        PREFER,
        REQUIRE,
        @Named("verify-ca")
        VERIFY_CA,
        @Named("verify-full")
        VERIFY_FULL
    }
}

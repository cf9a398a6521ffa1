package net.authproxy.server;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.authproxy.core.purge.PurgePolicy;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.core.shared.storage.Database;
import net.authproxy.core.shared.storage.DatabaseSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the main database and brings it up to date before anything else asks it. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final String PART = "main";

    @Bean(destroyMethod = "close")
    Database mainDatabase(Settings settings) {
        DatabaseSettings database = settings.get(DatabaseSettings.class);
        Database opened = open(settings, database);
        if (database.autoMigrate()) {
            opened.migrate(PART);
        } else if (opened.isBehind(PART)) {
            opened.close();
            throw new StartException(
                    "the database schema is behind this version: run 'authproxy migrate' or set database.auto_migrate");
        }
        return opened;
    }

    @Bean
    PurgePolicy purgePolicy(Settings settings) {
        return new PurgePolicy(settings.get(DatabaseSettings.class).softDeleteRetention());
    }

    /** Opens a database as the settings say; the caller closes it. */
    static Database open(Settings settings, DatabaseSettings database) {
        try {
            return switch (database) {
                case DatabaseSettings.Sqlite sqlite -> Database.openSqlite(sqlite.path());
                case DatabaseSettings.Postgres postgres -> openPostgres(settings, postgres);
            };
        } catch (PoolInitializationException | UncheckedIOException e) {
            throw new StartException("the database " + name(database) + " cannot be opened: " + reason(e), e);
        }
    }

    private static String name(DatabaseSettings database) {
        return switch (database) {
            case DatabaseSettings.Sqlite sqlite -> sqlite.path().toString();
            case DatabaseSettings.Postgres postgres ->
                postgres.host() + ":" + postgres.port() + "/" + postgres.database();
        };
    }

    /** The driver's or system's own words, which hold no password; one line. */
    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static Database openPostgres(Settings settings, DatabaseSettings.Postgres postgres) {
        String password = postgres.password() == null
                ? ""
                : settings.values().text(postgres.password()).expose();
        int poolSize = postgres.poolSize() == null ? 0 : postgres.poolSize();
        return Database.openPostgres(url(postgres), postgres.user() == null ? "" : postgres.user(), password, poolSize);
    }

    private static String url(DatabaseSettings.Postgres postgres) {
        String mode = postgres.sslmode().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String params = postgres.params().entrySet().stream()
                .map(Map.Entry::toString)
                .map(pair -> "&" + pair)
                .collect(Collectors.joining());
        return "jdbc:postgresql://" + postgres.host() + ":" + postgres.port() + "/" + postgres.database() + "?sslmode="
                + mode + params;
    }
}

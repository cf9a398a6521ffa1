package net.authproxy.server;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.core.shared.storage.Database;
import net.authproxy.core.shared.storage.DatabaseSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code authproxy migrate}: brings the main database's schema up to date and exits. */
@Command(name = "migrate", mixinStandardHelpOptions = true, description = "Brings the database schema up to date.")
final class MigrateCommand implements Callable<Integer> {

    @Option(names = "--config", paramLabel = "FILE", description = "configuration file; default: AUTHPROXY_CONFIG")
    private @Nullable Path config;

    @Override
    public Integer call() {
        Settings settings = ServeCommand.load(config);
        try (Database database = DatabaseConfiguration.open(settings, settings.get(DatabaseSettings.class))) {
            database.migrate("main");
        }
        return 0;
    }
}

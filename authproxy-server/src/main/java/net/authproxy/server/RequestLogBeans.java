package net.authproxy.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import net.authproxy.core.requestlog.HttpLoggingSettings;
import net.authproxy.core.requestlog.RequestLogDatabase;
import net.authproxy.core.requestlog.RequestLogQuery;
import net.authproxy.core.requestlog.RequestLogRecorder;
import net.authproxy.core.requestlog.RequestLogService;
import net.authproxy.core.requestlog.RequestLogSettings;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.core.shared.storage.CursorCodec;
import net.authproxy.core.shared.storage.Database;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where rows go, and the recorder when {@code http_logging.enabled}. */
@Configuration(proxyBeanMethods = false)
class RequestLogBeans {

    private static final String PART = "requestlog";
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(10);

    /**
     * The database of the rows.
     *
     * @param own whether it was opened for the log alone, so that it must be closed here
     */
    record LogDatabase(Database database, boolean own) implements AutoCloseable {

        @Override
        public void close() {
            if (own) {
                database.close();
            }
        }
    }

    @Bean(destroyMethod = "close")
    LogDatabase logDatabase(Settings settings, @Qualifier("mainDatabase") Database main) {
        HttpLoggingSettings logging = settings.get(HttpLoggingSettings.class);
        LogDatabase opened = open(settings, logging.database(), main);
        if (logging.autoMigrate()) {
            opened.database().migrate(PART);
        } else if (opened.database().isBehind(PART)) {
            opened.close();
            throw new StartException("the request log's schema is behind this version: set http_logging.auto_migrate");
        }
        return opened;
    }

    private static LogDatabase open(Settings settings, @Nullable RequestLogDatabase configured, Database main) {
        return switch (configured) {
            case null -> new LogDatabase(main, false);
            case RequestLogDatabase.Relational relational ->
                new LogDatabase(DatabaseConfiguration.open(settings, relational.database()), true);
            case RequestLogDatabase.ClickHouse clickHouse ->
                throw new StartException(
                        "http_logging.database: this version keeps the request log in sqlite or postgres, not clickhouse");
        };
    }

    @Bean(destroyMethod = "close")
    @Nullable
    RequestLogRecorder requestLogRecorder(Settings settings, LogDatabase log, MeterRegistry meters) {
        HttpLoggingSettings logging = settings.get(HttpLoggingSettings.class);
        return logging.enabled()
                ? RequestLogRecorder.open(
                        log.database(),
                        new RequestLogSettings(
                                logging.queueSize(), logging.flushBatchSize(), logging.flushInterval(), FLUSH_LIMIT),
                        meters)
                : null;
    }

    @Bean
    RequestLogService requestLogService(LogDatabase log, CursorCodec cursors) {
        return new RequestLogService(new RequestLogQuery(log.database(), cursors));
    }
}

package net.authproxy.server;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import net.authproxy.core.StandardBlocks;
import net.authproxy.core.shared.settings.Environment;
import net.authproxy.core.shared.settings.LoadRequest;
import net.authproxy.core.shared.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code authproxy serve <all|public,api,admin-api,worker>}. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs services until the process is stopped.")
final class ServeCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SERVICES", description = "all, or a list of public,api,admin-api,worker")
    private String services = "";

    @Option(names = "--config", paramLabel = "FILE", description = "configuration file; default: AUTHPROXY_CONFIG")
    private @Nullable Path config;

    @Option(names = "--no-banner", description = "print no start message")
    private boolean noBanner;

    @Override
    public Integer call() throws InterruptedException {
        Set<Service> wanted = Service.parse(services);
        Settings settings = load(config);
        EmbeddedDefaults.prepare(settings);
        ServerProcess process = ServerProcess.start(settings, wanted);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> stop(process, stopped)));
        if (!noBanner) {
            Banner.print(settings, wanted);
        }
        stopped.await();
        return 0;
    }

    private static void stop(ServerProcess process, CountDownLatch stopped) {
        Logger log = LoggerFactory.getLogger(ServeCommand.class);
        log.info("action=stopping");
        process.close();
        log.info("action=stopped");
        stopped.countDown();
    }

    /** Reads the configuration as every server command does. */
    static Settings load(@Nullable Path config) {
        return Settings.load(
                new LoadRequest(config, Environment.of(System.getenv()), Path.of(""), StandardBlocks.all()));
    }
}

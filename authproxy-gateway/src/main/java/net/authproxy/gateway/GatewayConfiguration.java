package net.authproxy.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the listeners of a process share and nobody configures: the event loops. Each service makes its
 * {@link GatewayServer} from its own settings and wraps it in a {@link GatewayLifecycle}.
 */
@Configuration(proxyBeanMethods = false)
public class GatewayConfiguration {

    /** One event loop per core; nothing is ever read from the class path or cached on disk. */
    @Bean(destroyMethod = "")
    Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(loops())
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    }

    /** Ends the event loops after everything that runs on them. */
    @Bean
    VertxShutdown vertxShutdown(Vertx vertx) {
        return new VertxShutdown(vertx);
    }

    /** Number of event loops of this process. */
    public static int loops() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Closes the event loops with the context. */
    record VertxShutdown(Vertx vertx) implements AutoCloseable {

        @Override
        public void close() {
            vertx.close().await();
        }
    }
}

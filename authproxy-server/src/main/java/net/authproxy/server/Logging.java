package net.authproxy.server;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.core.shared.settings.service.LoggingSettings;

/** The {@code logging} block as properties that Boot's logging system reads (contract 13.2). */
final class Logging {

    private Logging() {}

    static Map<String, Object> properties(Settings settings) {
        Map<String, Object> properties = new HashMap<>();
        LoggingSettings logging = settings.find(LoggingSettings.class).orElse(null);
        String type = logging == null ? "json" : logging.type().name().toLowerCase(Locale.ROOT);
        properties.put("logging.config", "classpath:logback-" + (type.equals("tint") ? "text" : type) + ".xml");
        boolean stdout = logging != null && logging.to() == LoggingSettings.Target.STDOUT;
        System.setProperty("AUTHPROXY_LOG_TARGET", stdout ? "System.out" : "System.err");
        System.setProperty(
                "AUTHPROXY_LOG_LEVEL",
                logging == null ? "info" : logging.level().name().toLowerCase(Locale.ROOT));
        return properties;
    }
}

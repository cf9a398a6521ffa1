package net.authproxy.server;

import java.io.PrintStream;
import java.util.Set;
import net.authproxy.core.authentication.ActorSourceSettings;
import net.authproxy.core.authentication.SystemAuthSettings;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.core.shared.settings.service.AdminApiSettings;
import net.authproxy.core.shared.settings.service.ApiSettings;
import net.authproxy.core.shared.settings.service.PublicSettings;
import net.authproxy.core.shared.settings.service.WorkerSettings;

/** What a person reads after the start: where the services are, and how to get a key in. */
final class Banner {

    private Banner() {}

    static void print(Settings settings, Set<Service> services) {
        PrintStream out = System.err;
        out.println("AuthProxy " + ProductVersion.text() + " is ready (configuration: " + settings.source() + ")");
        services.forEach(service -> out.printf("  %-10s port %d%n", service.id(), port(settings, service)));
        if (settings.get(SystemAuthSettings.class).actors() instanceof ActorSourceSettings.KeyDirectory keys) {
            out.println("  To sign your own tokens, copy your public key and restart:");
            out.println("    cp ~/.ssh/id_ed25519.pub " + keys.keysPath() + "/<name>.pub");
        }
        out.flush();
    }

    private static int port(Settings settings, Service service) {
        return switch (service) {
            case PUBLIC -> settings.get(PublicSettings.class).port();
            case API -> settings.get(ApiSettings.class).port();
            case ADMIN_API -> settings.get(AdminApiSettings.class).port();
            case WORKER -> settings.get(WorkerSettings.class).healthCheckPort();
        };
    }
}

package net.authproxy.core.shared.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.ListenerSettings;
import net.authproxy.core.shared.settings.Range;
import net.authproxy.core.shared.settings.StartChecked;
import net.authproxy.core.shared.settings.StartContext;
import net.authproxy.core.shared.settings.StringValue;
import net.authproxy.core.shared.settings.Union;
import net.authproxy.core.shared.settings.Validated;
import net.authproxy.core.shared.settings.Variant;
import org.jspecify.annotations.Nullable;

/** Block {@code redis}: queues, caches, sessions and wake-ups, none of which is the only copy (security D9). */
@Union(discriminator = "provider", fallback = "redis")
public sealed interface RedisSettings {

    /** A Redis server. */
    @Variant("redis")
    record Server(
            @Doc("host:port, or the path of the socket with network unix.")
            String address,

            @Doc("How the server is reached.") @Default("tcp")
            Network network,

            @Doc("RESP protocol version.") @Default("3") @Range(min = 2, max = 3)
            int protocol,

            @Doc("User of the access list.") @Nullable String username,

            @Doc("Password; needed when the server is not on this machine.") @Nullable
            StringValue password,

            @Doc("Number of the database.") @Default("0") @Range(max = 65_535)
            int db,

            @Doc("Whether the connection uses TLS.") @Default("false")
            boolean tls)
            implements RedisSettings, Validated, StartChecked {

        private static final Pattern HOST_PORT = Pattern.compile("(\\[[^\\[\\]]+]|[^:\\s/]+):([0-9]{1,5})");

        /** How the server is reached. */
        public enum Network {
            TCP,
            UNIX
        }

        @Override
        public void validate(Findings findings) {
            if (network == Network.TCP && !HOST_PORT.matcher(address).matches()) {
                findings.add("address", "must be host:port");
            }
        }

        @Override
        public void checkStart(StartContext context, Findings findings) {
            boolean local = network == Network.UNIX || ListenerSettings.isLoopback(host());
            if (!local && password == null && !context.devMode()) {
                findings.add(
                        "password", "refused outside development mode: a Redis on another machine needs a password");
            }
        }

        /** The host without brackets; the whole address with network unix. */
        public String host() {
            Matcher matcher = HOST_PORT.matcher(address);
            return matcher.matches() ? matcher.group(1).replaceAll("[\\[\\]]", "") : address;
        }

        /** The port; 0 with network unix. */
        public int port() {
            Matcher matcher = HOST_PORT.matcher(address);
            return matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
        }
    }

    /** A Redis started by this process; only when all services run in one process. Keeps nothing over a restart. */
    @Variant({"embedded", "miniredis"})
    record Embedded() implements RedisSettings {}
}

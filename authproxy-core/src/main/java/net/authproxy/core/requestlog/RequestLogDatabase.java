package net.authproxy.core.requestlog;

import java.time.Duration;
import java.util.List;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Inline;
import net.authproxy.core.shared.settings.StringValue;
import net.authproxy.core.shared.settings.Union;
import net.authproxy.core.shared.settings.Variant;
import net.authproxy.core.shared.storage.DatabaseSettings;
import org.jspecify.annotations.Nullable;

/** Where rows of the request log are kept, when not in the main database. */
@Union(discriminator = "provider")
public sealed interface RequestLogDatabase {

    /** A database like the main one. */
    @Variant({"sqlite", "postgres"})
    record Relational(@Inline DatabaseSettings database) implements RequestLogDatabase {}

    /** ClickHouse, always spoken to over HTTP (contract appendix A 43). */
    @Variant("clickhouse")
    record ClickHouse(
            @Doc("Servers as host:port; only one of addresses, address and address_list.") @Nullable
            List<String> addresses,

            @Doc("One server as host:port.") @Nullable String address,

            @Doc("Servers as host:port, separated by commas.") @Nullable
            StringValue addressList,

            @Doc("Name of the database.") String database,
            @Doc("User to sign in as.") @Nullable String user,
            @Doc("Password of the user.") @Nullable StringValue password,

            @Doc("native is accepted and mapped to http.") @Default("auto")
            Protocol protocol,

            @Doc("Whether connections use TLS.") @Default("false")
            boolean tls,

            @Doc("Whether the start brings the schema up to date.") @Default("false")
            boolean autoMigrate,

            @Doc("How long one process may hold the migration lock.") @Default("2m")
            Duration autoMigrationLockDuration)
            implements RequestLogDatabase {

        public ClickHouse {
            int given = (addresses == null ? 0 : 1) + (address == null ? 0 : 1) + (addressList == null ? 0 : 1);
            if (given != 1 || (addresses != null && addresses.isEmpty())) {
                throw new IllegalArgumentException("needs exactly one of addresses, address and address_list");
            }
        }
    }

    /** How ClickHouse is spoken to. */
    enum Protocol {
        AUTO,
        HTTP,
        NATIVE
    }
}

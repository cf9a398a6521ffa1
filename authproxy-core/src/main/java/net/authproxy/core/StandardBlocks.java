package net.authproxy.core;

import java.util.List;
import net.authproxy.core.authentication.SystemAuthSettings;
import net.authproxy.core.connector.ConnectorsSettings;
import net.authproxy.core.proxy.ProxySettings;
import net.authproxy.core.requestlog.HttpLoggingSettings;
import net.authproxy.core.shared.outbound.OutboundSettings;
import net.authproxy.core.shared.redis.RedisSettings;
import net.authproxy.core.shared.settings.SettingsBlock;
import net.authproxy.core.shared.settings.service.AdminApiSettings;
import net.authproxy.core.shared.settings.service.ApiSettings;
import net.authproxy.core.shared.settings.service.AuditSettings;
import net.authproxy.core.shared.settings.service.ConnectionsSettings;
import net.authproxy.core.shared.settings.service.DevSettings;
import net.authproxy.core.shared.settings.service.EncryptionSettings;
import net.authproxy.core.shared.settings.service.ErrorPagesSettings;
import net.authproxy.core.shared.settings.service.HostApplicationSettings;
import net.authproxy.core.shared.settings.service.LoggingSettings;
import net.authproxy.core.shared.settings.service.MarketplaceSettings;
import net.authproxy.core.shared.settings.service.OAuthSettings;
import net.authproxy.core.shared.settings.service.PublicSettings;
import net.authproxy.core.shared.settings.service.TasksSettings;
import net.authproxy.core.shared.settings.service.WorkerSettings;
import net.authproxy.core.shared.storage.DatabaseSettings;

/** The blocks a server's configuration file may hold, in the order of contract 13.2. */
public final class StandardBlocks {

    private static final List<SettingsBlock<?>> ALL = List.of(
            SettingsBlock.optional("public", PublicSettings.class),
            SettingsBlock.optional("api", ApiSettings.class),
            SettingsBlock.optional("admin_api", AdminApiSettings.class),
            SettingsBlock.optional("worker", WorkerSettings.class),
            SettingsBlock.optional("marketplace", MarketplaceSettings.class),
            SettingsBlock.optional("host_application", HostApplicationSettings.class),
            SettingsBlock.required("system_auth", SystemAuthSettings.class),
            SettingsBlock.required("database", DatabaseSettings.class),
            SettingsBlock.required("redis", RedisSettings.class),
            SettingsBlock.optional("logging", LoggingSettings.class),
            SettingsBlock.optional("http_logging", HttpLoggingSettings.class),
            SettingsBlock.optional("oauth", OAuthSettings.class),
            SettingsBlock.optional("connectors", ConnectorsSettings.class),
            SettingsBlock.optional("encryption", EncryptionSettings.class),
            SettingsBlock.optional("connections", ConnectionsSettings.class),
            SettingsBlock.optional("tasks", TasksSettings.class),
            SettingsBlock.optional("audit", AuditSettings.class),
            SettingsBlock.optional("outbound", OutboundSettings.class),
            SettingsBlock.optional("proxy", ProxySettings.class),
            SettingsBlock.optional("error_pages", ErrorPagesSettings.class),
            SettingsBlock.optional("dev_settings", DevSettings.class));

    private StandardBlocks() {}

    /** All blocks. */
    public static List<SettingsBlock<?>> all() {
        return ALL;
    }
}

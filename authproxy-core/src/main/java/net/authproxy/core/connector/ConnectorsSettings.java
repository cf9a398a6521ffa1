package net.authproxy.core.connector;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.YamlDocument;
import org.jspecify.annotations.Nullable;

/** Block {@code connectors}: definitions that come from files (contract 6.7). */
public record ConnectorsSettings(
        @Doc("Whether the start writes the definitions to the database.") @Default("true")
        boolean autoMigrate,

        @Doc("How long one process may hold the lock for that.") @Default("1m")
        Duration autoMigrationLockDuration,

        @Doc("Labels by which a definition is recognised when it has no id.") @Default("[type]")
        List<String> identifyingLabels,

        @Doc("Definitions in place.") @Default("[]") List<YamlDocument> loadFromList,

        @Doc("Directory of definitions, *.yaml and *.json, read in the order of their names.") @Nullable
        Path loadFromDir,

        @Doc("Whether the API may name environment variables and files of this machine in definitions.")
        @Default("false")
        boolean allowLocalSources) {

    public ConnectorsSettings {
        if (identifyingLabels.isEmpty()) {
            throw new IllegalArgumentException("identifying_labels needs at least one label");
        }
    }
}

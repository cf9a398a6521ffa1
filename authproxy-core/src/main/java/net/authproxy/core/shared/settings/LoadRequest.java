package net.authproxy.core.shared.settings;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to load the configuration.
 *
 * @param configFile the file named on the command line; null: that of {@code AUTHPROXY_CONFIG}, else the embedded default
 * @param environment the real environment; {@code .env} files are read below it
 * @param workingDirectory where relative paths start
 * @param blocks all blocks the file may hold
 */
public record LoadRequest(
        @Nullable Path configFile, Environment environment, Path workingDirectory, List<SettingsBlock<?>> blocks) {

    public LoadRequest {
        workingDirectory = workingDirectory.toAbsolutePath().normalize();
        blocks = List.copyOf(blocks);
    }
}

package net.authproxy.core.shared.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.core.StandardBlocks;

/** Loads configurations in a directory of the test. */
public final class SettingsFixture {

    /** A configuration that may face a network; single blocks are replaced by tests. */
    private static final Map<String, String> SAFE = Map.of(
            "public", "{base_url: 'https://connect.example.com'}",
            "system_auth", "{global_aes_key: {path: global.key}}",
            "database", "{provider: sqlite, path: main.db}",
            "redis", "{provider: embedded}");

    private final Path directory;
    private final Map<String, String> environment = new LinkedHashMap<>();

    public SettingsFixture(Path directory) {
        this.directory = directory;
    }

    public SettingsFixture with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Settings load(String yaml) throws Exception {
        Path file = directory.resolve("authproxy.yaml");
        Files.writeString(file, yaml);
        return load(file);
    }

    public Settings load(Path file) {
        return Settings.load(new LoadRequest(file, Environment.of(environment), directory, StandardBlocks.all()));
    }

    /** The safe configuration with one block per entry replaced or added; each on a line of its own. */
    public Settings loadSafeWith(Map<String, String> blocks) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(SAFE);
        all.putAll(blocks);
        StringBuilder yaml = new StringBuilder();
        all.forEach(
                (name, block) -> yaml.append(name).append(": ").append(block).append('\n'));
        return load(yaml.toString());
    }

    /** The findings without file and line, {@code path: reason}. */
    public List<String> refusals(Map<String, String> blocks) throws Exception {
        try {
            loadSafeWith(blocks);
            return List.of();
        } catch (SettingsException e) {
            return e.findings().stream().map(f -> f.path() + ": " + f.reason()).toList();
        }
    }
}

package net.authproxy.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.authproxy.core.connector.ConfiguredConnector;
import net.authproxy.core.connector.ConnectorsSettings;
import net.authproxy.core.shared.settings.YamlDocument;
import net.authproxy.core.shared.settings.YamlReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads the connectors that the {@code connectors} block lists and those of its directory (contract 6.1, 13.2). */
final class ConfiguredConnectors {

    private static final JsonMapper JSON = new JsonMapper();

    private ConfiguredConnectors() {}

    static List<ConfiguredConnector> read(ConnectorsSettings settings) {
        List<ConfiguredConnector> connectors = new ArrayList<>();
        for (int i = 0; i < settings.loadFromList().size(); i++) {
            connectors.add(connector(
                    "connectors.load_from_list[" + i + "]",
                    settings.loadFromList().get(i)));
        }
        readDirectory(settings.loadFromDir(), connectors);
        return connectors;
    }

    private static void readDirectory(@Nullable Path directory, List<ConfiguredConnector> connectors) {
        if (directory == null) {
            return;
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.{yaml,json}")) {
            found.forEach(files::add);
            files.sort(null);
            for (Path file : files) {
                connectors.add(connector(file.toString(), YamlReader.read(file.toString(), Files.readAllBytes(file))));
            }
        } catch (IOException e) {
            throw new StartException("connectors.load_from_dir: " + directory + " cannot be read");
        }
    }

    private static ConfiguredConnector connector(String origin, YamlDocument document) {
        return new ConfiguredConnector(origin, JSON.valueToTree(document.value()));
    }
}

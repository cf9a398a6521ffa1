package net.authproxy.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The settings of {@code ~/.authproxy.yaml} (contract 14) as text by dotted name. Whatever is not one of them is
 * refused, all findings at once: a misspelled key must not fall back to a default in silence.
 */
final class ConfigFile {

    private static final String SSH_AGENT = "admin_ssh_agent";
    private static final Set<String> TOP = Set.of(
            "admin_username", "admin_private_key_path", "admin_shared_key_path", SSH_AGENT, "namespace", "server");
    private static final Set<String> SERVER = Set.of("api", "admin_api", "auth", "marketplace", "admin_ui");
    private static final int MAX_BYTES = 64 * 1024;

    private final Map<String, String> values;

    private ConfigFile(Map<String, String> values) {
        this.values = values;
    }

    /** Reads the file; one that is not there has no settings, unless it was named on purpose. */
    static ConfigFile read(Path file, boolean named) {
        if (!named && !Files.exists(file)) {
            return new ConfigFile(Map.of());
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new CliException(file + " is larger than 64 KiB");
            }
            return new ConfigFile(parse(file, Files.readString(file)));
        } catch (MalformedInputException e) {
            throw new CliException(file + " is not UTF-8 text");
        } catch (IOException e) {
            throw new CliException("cannot read " + file);
        }
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static Map<String, String> parse(Path file, String text) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> findings = new ArrayList<>();
        Object root = load(file, text);
        if (root instanceof Map<?, ?> map) {
            collect(map, "", TOP, values, findings);
        } else if (root != Absent.VALUE) {
            findings.add("the file must hold keys and values");
        }
        if (!findings.isEmpty()) {
            throw new CliException(file + ": " + String.join("; ", findings));
        }
        return values;
    }

    private static Object load(Path file, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(10)
                .setCodePointLimit(MAX_BYTES)
                .setLabel(file.toString())
                .build();
        try {
            Optional<Object> root = Optional.ofNullable(new Load(settings).loadFromString(text));
            return root.orElse(Absent.VALUE);
        } catch (YamlEngineException e) {
            String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new CliException(file + " is not valid YAML: " + problem);
        }
    }

    private static void collect(
            Map<?, ?> map, String prefix, Set<String> known, Map<String, String> values, List<String> findings) {
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (!known.contains(name)) {
                findings.add("unknown key " + prefix + name + ", expected one of " + new TreeSet<>(known));
            } else if (name.equals("server")) {
                collectServer(value, values, findings);
            } else if (name.equals(SSH_AGENT)) {
                collectAgent(value, findings);
            } else if (value instanceof String || value instanceof Number) {
                values.put(prefix + name, value.toString());
            } else {
                findings.add(prefix + name + " must be a text");
            }
        });
    }

    private static void collectAgent(@Nullable Object value, List<String> findings) {
        if (!Boolean.FALSE.equals(value)) {
            findings.add(SSH_AGENT + " can only be false: this version signs with key files");
        }
    }

    private static void collectServer(@Nullable Object value, Map<String, String> values, List<String> findings) {
        if (value instanceof Map<?, ?> server) {
            collect(server, "server.", SERVER, values, findings);
        } else {
            findings.add("server must hold keys");
        }
    }

    private enum Absent {
        VALUE
    }
}

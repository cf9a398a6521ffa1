package net.authproxy.core.shared.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The loaded configuration: one record per block (contract 13). Immutable. */
public final class Settings implements StartContext {

    /** Names a configuration file when the command line does not. */
    public static final String CONFIG_VARIABLE = "AUTHPROXY_CONFIG";

    private static final String EMBEDDED = "/net/authproxy/core/embedded-default.yaml";
    private static final String EMBEDDED_NAME = "embedded default";
    private static final String DATA_DIR = "data_dir";
    private static final String DEFAULT_DATA_DIR = "./data";

    private final Path dataDir;
    private final ValueResolver values;
    private final String source;
    private final Map<Class<?>, Object> blocks;

    private Settings(Path dataDir, ValueResolver values, String source, Map<Class<?>, Object> blocks) {
        this.dataDir = dataDir;
        this.values = values;
        this.source = source;
        this.blocks = blocks;
    }

    /**
     * Reads {@code .env} files and the configuration file, applies overrides, binds every block and checks that the start
     * is safe.
     *
     * @throws SettingsException with every finding
     */
    public static Settings load(LoadRequest request) {
        Environment environment = request.environment().over(DotEnv.readUpward(request.workingDirectory()));
        YamlDocument document = read(request, environment);
        SettingsNode root = Overrides.apply(document.root(), environment);
        Findings findings = Findings.of(root);
        Path dataDir = dataDir(root, request, environment, findings.at(DATA_DIR));
        SettingsBinder binder = new SettingsBinder(environment, request.workingDirectory(), dataDir);
        Map<Class<?>, Object> blocks = bindAll(request, root, binder, findings);
        Settings settings = new Settings(dataDir, new ValueResolver(environment), document.source(), blocks);
        settings.checkStart(request, findings);
        findings.throwIfAny();
        return settings;
    }

    /** The block; one that is absent and has no defaults is a {@link SettingsException}. */
    public <T> T get(Class<T> type) {
        return find(type)
                .orElseThrow(() -> SettingsException.of(
                        new Origin(source, 0),
                        "",
                        "a block is missing that this command needs: " + type.getSimpleName()));
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(type.cast(blocks.get(type)));
    }

    /** Where AuthProxy keeps its files; absolute. */
    public Path dataDir() {
        return dataDir;
    }

    /** Reads the values that blocks name. */
    @Override
    public ValueResolver values() {
        return values;
    }

    /** Where the configuration came from: a path, or {@code embedded default}. */
    public String source() {
        return source;
    }

    @Override
    public boolean devEnabled() {
        return blocks(DevSwitch.class).stream().anyMatch(DevSwitch::enabled);
    }

    @Override
    public boolean onLoopback() {
        Collection<ListenerSettings> listeners = blocks(ListenerSettings.class);
        return !listeners.isEmpty() && listeners.stream().allMatch(ListenerSettings::onLoopback);
    }

    private <T> Collection<T> blocks(Class<T> type) {
        return blocks.values().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static YamlDocument read(LoadRequest request, Environment environment) {
        Path file = request.configFile() != null
                ? request.configFile()
                : environment.get(CONFIG_VARIABLE).map(Path::of).orElse(null);
        if (file == null) {
            return YamlReader.read(EMBEDDED_NAME, embedded());
        }
        Path absolute = request.workingDirectory().resolve(file).normalize();
        try {
            return YamlReader.read(absolute.toString(), Files.readAllBytes(absolute));
        } catch (IOException e) {
            throw SettingsException.of(new Origin(absolute.toString(), 0), "", "the file cannot be read");
        }
    }

    private static byte[] embedded() {
        try (InputStream stream = Settings.class.getResourceAsStream(EMBEDDED)) {
            if (stream == null) {
                throw new IllegalStateException("missing on the class path: " + EMBEDDED);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("unreadable on the class path: " + EMBEDDED, e);
        }
    }

    private static Path dataDir(SettingsNode root, LoadRequest request, Environment environment, Findings at) {
        Path fallback = request.workingDirectory().resolve(DEFAULT_DATA_DIR).normalize();
        SettingsNode node = member(root, DATA_DIR);
        if (node == null) {
            return fallback;
        }
        SettingsBinder binder = SettingsBinder.of(environment, request.workingDirectory());
        return binder.bind(new Shape.FilePath(), node, at) instanceof Path path ? path : fallback;
    }

    private static Map<Class<?>, Object> bindAll(
            LoadRequest request, SettingsNode root, SettingsBinder binder, Findings findings) {
        Map<Class<?>, Object> blocks = new LinkedHashMap<>();
        for (SettingsBlock<?> block : request.blocks()) {
            Object bound = bindBlock(block, member(root, block.name()), root, binder, findings);
            if (bound != null) {
                blocks.put(block.type(), bound);
            }
        }
        refuseUnknown(request, root, findings);
        return Map.copyOf(blocks);
    }

    private static @Nullable Object bindBlock(
            SettingsBlock<?> block,
            @Nullable SettingsNode node,
            SettingsNode root,
            SettingsBinder binder,
            Findings findings) {
        Shape shape = Shapes.of(block.type());
        if (node != null) {
            return binder.bind(shape, node, findings.at(block.name()));
        }
        if (block.required()) {
            findings.at(block.name()).add("the block is required");
            return null;
        }
        SettingsNode nothing = new SettingsNode.Mapping(Map.of(), root.origin());
        boolean hasDefaults =
                shape instanceof Shape.RecordOf type && type.members().stream().noneMatch(Shape.Member::required);
        return hasDefaults ? binder.bind(shape, nothing, findings.at(block.name())) : null;
    }

    private static void refuseUnknown(LoadRequest request, SettingsNode root, Findings findings) {
        if (!(root instanceof SettingsNode.Mapping mapping)) {
            if (!SettingsNode.isNull(root)) {
                findings.add("must be a mapping of blocks, not " + root.kind());
            }
            return;
        }
        var known = request.blocks().stream().map(SettingsBlock::name).collect(Collectors.toSet());
        for (String key : mapping.members().keySet()) {
            if (!known.contains(key) && !key.equals(DATA_DIR)) {
                findings.at(key).add("unknown block");
            }
        }
    }

    private static @Nullable SettingsNode member(SettingsNode root, String name) {
        SettingsNode.Member member =
                root instanceof SettingsNode.Mapping mapping ? mapping.members().get(name) : null;
        return member == null || SettingsNode.isNull(member.value()) ? null : member.value();
    }

    private void checkStart(LoadRequest request, Findings findings) {
        for (SettingsBlock<?> block : request.blocks()) {
            if (blocks.get(block.type()) instanceof StartChecked checked) {
                checked.checkStart(this, findings.at(block.name()));
            }
        }
    }
}

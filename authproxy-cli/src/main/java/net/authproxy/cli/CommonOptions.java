package net.authproxy.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.authproxy.jose.SigningKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags that every command knows (contract 14): who calls, with which key, for which server. */
final class CommonOptions {

    private static final List<String> ALL_APIS = List.of("public", "api", "admin-api");

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(names = "--admin", description = "Act as the user of the operating system.")
    private boolean admin;

    @Option(names = "--actorId", paramLabel = "ID", description = "External id of the actor; default: admin_username.")
    private @Nullable String actorId;

    @Option(
            names = "--apis",
            paramLabel = "LIST",
            description = "Services the token is for: all, or a list of public, api, admin-api.")
    private String apis = "all";

    @Option(names = "--privateKeyPath", paramLabel = "FILE", description = "Private key (OpenSSH or PEM) to sign with.")
    private @Nullable String privateKeyPath;

    @Option(names = "--secretKeyPath", paramLabel = "FILE", description = "Shared secret to sign with.")
    private @Nullable String secretKeyPath;

    @Option(names = "--authUrl", paramLabel = "URL", description = "Address of the public service.")
    private @Nullable String authUrl;

    @Option(names = "--apiUrl", paramLabel = "URL", description = "Address of the API.")
    private @Nullable String apiUrl;

    @Option(names = "--adminApiUrl", paramLabel = "URL", description = "Address of the admin API.")
    private @Nullable String adminApiUrl;

    @Option(names = "--marketplaceUrl", paramLabel = "URL", description = "Address of the marketplace UI.")
    private @Nullable String marketplaceUrl;

    @Option(names = "--adminUiUrl", paramLabel = "URL", description = "Address of the admin UI.")
    private @Nullable String adminUiUrl;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; default: ~/.authproxy.yaml.")
    private @Nullable String config;

    private final CliContext context;
    private @Nullable ConfigFile file;

    CommonOptions(CliContext context) {
        this.context = context;
    }

    /** Signs tokens for the actor in the namespace; null means the one of environment or file, else {@code root}. */
    TokenSigner signer(@Nullable String namespace) {
        String where = Optional.ofNullable(namespace)
                .or(() -> EnvironmentDefaults.find(context, "namespace"))
                .or(() -> file().get("namespace"))
                .orElse("root");
        return new TokenSigner(context.clock(), subject(), where, audience(), signingKey());
    }

    ServiceUrl api() {
        return url("--apiUrl", apiUrl, "server.api", "http://localhost:8081");
    }

    ServiceUrl adminApi() {
        return url("--adminApiUrl", adminApiUrl, "server.admin_api", "http://localhost:8082");
    }

    ServiceUrl auth() {
        return url("--authUrl", authUrl, "server.auth", "http://localhost:8080");
    }

    ServiceUrl marketplace() {
        return url("--marketplaceUrl", marketplaceUrl, "server.marketplace", "http://localhost:8080");
    }

    ServiceUrl adminUi() {
        return url("--adminUiUrl", adminUiUrl, "server.admin_ui", "http://localhost:8082");
    }

    ParameterException usage(String message) {
        if (spec == null) {
            throw new IllegalStateException("options outside a command");
        }
        return new ParameterException(spec.commandLine(), message);
    }

    private ServiceUrl url(String flag, @Nullable String value, String name, String fallback) {
        if (value != null) {
            return ServiceUrl.parse(value).orElseThrow(() -> usage(flag + " is not an http or https address"));
        }
        String text = file().get(name).orElse(fallback);
        return ServiceUrl.parse(text)
                .orElseThrow(() -> new CliException(configPath() + ": " + name + " is not an http or https address"));
    }

    private String subject() {
        if (admin && actorId != null) {
            throw usage("--admin and --actorId exclude each other");
        }
        if (admin) {
            return context.osUser();
        }
        Optional<String> variable = actorId == null && isAdminByEnvironment()
                ? Optional.of(context.osUser())
                : EnvironmentDefaults.find(context, "actorId");
        return Optional.ofNullable(actorId)
                .or(() -> variable)
                .or(() -> file().get("admin_username"))
                .orElseThrow(() -> new CliException(
                        "who are you? Give --actorId or --admin, or set admin_username in " + configPath()));
    }

    private boolean isAdminByEnvironment() {
        return EnvironmentDefaults.find(context, "admin").filter("true"::equals).isPresent();
    }

    private List<String> audience() {
        List<String> wanted = apis.equals("all") ? ALL_APIS : List.of(apis.split(","));
        if (!Set.copyOf(ALL_APIS).containsAll(wanted)) {
            throw usage("--apis must be all or a list of public, api, admin-api");
        }
        return wanted;
    }

    private SigningKey signingKey() {
        KeyFiles keys = new KeyFiles(context);
        Optional<KeyChoice> choice = choice(privateKeyPath, secretKeyPath, "on the command line")
                .or(() -> choice(
                        EnvironmentDefaults.find(context, "privateKeyPath").orElse(null),
                        EnvironmentDefaults.find(context, "secretKeyPath").orElse(null),
                        "in the environment"))
                .or(() -> choice(
                        file().get("admin_private_key_path").orElse(null),
                        file().get("admin_shared_key_path").orElse(null),
                        "in " + configPath()));
        KeyChoice key = choice.orElseThrow(() ->
                new CliException("which key? Give --privateKeyPath, or set admin_private_key_path in " + configPath()));
        return key.shared() ? keys.sharedSecret(key.path()) : keys.privateKey(key.path());
    }

    private Optional<KeyChoice> choice(@Nullable String privateKey, @Nullable String secret, String where) {
        if (privateKey != null && secret != null) {
            throw usage("a private key and a shared secret are both given " + where);
        }
        if (privateKey != null) {
            return Optional.of(new KeyChoice(context.path(privateKey), false));
        }
        return Optional.ofNullable(secret).map(path -> new KeyChoice(context.path(path), true));
    }

    private ConfigFile file() {
        if (file == null) {
            file = ConfigFile.read(configPath(), config != null);
        }
        return file;
    }

    private Path configPath() {
        return config == null ? context.home().resolve(".authproxy.yaml") : context.path(config);
    }

    private record KeyChoice(Path path, boolean shared) {}
}

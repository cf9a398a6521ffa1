package net.authproxy.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import net.authproxy.jose.CompactJws;
import net.authproxy.jose.JwsVerifier;
import net.authproxy.jose.VerificationKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code verify-jwt}: checks the signature of a token and prints its claims. */
@Command(
        name = "verify-jwt",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Checks the signature of a token and prints its claims.")
final class VerifyJwtCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "JWT", description = "The token.")
    private String token = "";

    @Option(names = "--publicKeyPath", paramLabel = "FILE", description = "Public key (OpenSSH, PEM or JWK).")
    private @Nullable String publicKeyPath;

    @Option(names = "--secretKeyPath", paramLabel = "FILE", description = "Shared secret.")
    private @Nullable String secretKeyPath;

    @Option(names = "--alg", paramLabel = "ALG", description = "Algorithm the key is for, when not the usual one.")
    private @Nullable String alg;

    @Mixin
    private final OutputOption output;

    private final CliContext context;

    VerifyJwtCommand(CliContext context) {
        this.context = context;
        this.output = new OutputOption(context, OutputFormat.JSON);
    }

    @Override
    public Integer call() {
        VerificationKey key = key();
        CompactJws jws = CompactJws.parse(token.strip());
        if (!JwsVerifier.verify(jws, key)) {
            throw new CliException("the token is not signed by this key");
        }
        jws.claims()
                .expiresAt()
                .filter(end -> !end.isAfter(context.clock().instant()))
                .ifPresent(end -> context.warn("the token expired at " + end));
        output.print(JsonMapper.shared().readTree(jws.claims().json()));
        return CommandTree.OK;
    }

    private VerificationKey key() {
        boolean given = publicKeyPath != null || secretKeyPath != null;
        Optional<String> publicKey =
                given ? Optional.ofNullable(publicKeyPath) : EnvironmentDefaults.find(context, "publicKeyPath");
        Optional<String> secret =
                given ? Optional.ofNullable(secretKeyPath) : EnvironmentDefaults.find(context, "secretKeyPath");
        if (publicKey.isPresent() == secret.isPresent()) {
            throw usage("give one of --publicKeyPath and --secretKeyPath");
        }
        KeyFiles files = new KeyFiles(context);
        if (publicKey.isPresent()) {
            return files.publicKey(context.path(publicKey.get()), alg);
        }
        return files.sharedSecret(context.path(secret.orElseThrow())).verificationKey();
    }

    private ParameterException usage(String message) {
        if (spec == null) {
            throw new IllegalStateException("options outside a command");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}

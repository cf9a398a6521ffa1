package net.authproxy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code sign-jwt}: prints a token. */
@Command(
        name = "sign-jwt",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints a token for the actor, signed with its own key.")
final class SignJwtCommand implements Callable<Integer> {

    @Option(names = "--namespace", paramLabel = "PATH", description = "Namespace of the actor; default: root.")
    private @Nullable String namespace;

    @Option(
            names = "--permissions",
            paramLabel = "FILE|JSON",
            description = "Narrow the token to these permissions: a JSON array, or a file that holds one.")
    private @Nullable String permissions;

    @Option(names = "--ttl", paramLabel = "DURATION", description = "Lifetime, for example 90s or 1h; default: 5m.")
    private Duration ttl = Duration.ofMinutes(5);

    @Mixin
    private final CommonOptions common;

    @Mixin
    private final OutputOption output;

    private final CliContext context;

    SignJwtCommand(CliContext context) {
        this.context = context;
        this.common = new CommonOptions(context);
        this.output = new OutputOption(context, OutputFormat.TABLE);
    }

    @Override
    public Integer call() {
        if (ttl.toSeconds() < 1) {
            throw common.usage("--ttl must be at least 1s");
        }
        TokenSigner signer = common.signer(namespace);
        Map<String, Object> claims = signer.claims(ttl);
        if (permissions != null) {
            claims.put("permissions", permissions(permissions));
        }
        String token = signer.sign(claims);
        if (output.format() == OutputFormat.TABLE) {
            context.out().println(token);
        } else {
            ObjectNode answer = JsonMapper.shared().createObjectNode();
            answer.put("token", token);
            answer.set("claims", JsonMapper.shared().valueToTree(claims));
            output.print(answer);
        }
        return CommandTree.OK;
    }

    private JsonNode permissions(String fileOrJson) {
        String text = fileOrJson.stripLeading().startsWith("[") ? fileOrJson : read(fileOrJson);
        try {
            JsonNode array = JsonMapper.shared().readTree(text);
            if (array.isArray() && array.valueStream().allMatch(JsonNode::isObject)) {
                return array;
            }
        } catch (JacksonException e) {
            throw common.usage("--permissions is not valid JSON");
        }
        throw common.usage("--permissions must be a JSON array of objects");
    }

    private String read(String file) {
        try {
            return Files.readString(context.path(file));
        } catch (IOException e) {
            throw common.usage("--permissions is neither a JSON array nor a file that can be read");
        }
    }
}

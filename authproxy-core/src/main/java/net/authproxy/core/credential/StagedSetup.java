package net.authproxy.core.credential;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the running set-up of a ready connection has brought so far; in force only when it is done (contract 7.3). Holds
 * secrets: prints nothing. Immutable.
 */
public final class StagedSetup {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String RUN = "run";
    private static final String CONFIGURATION = "configuration";
    private static final String CREDENTIALS = "credentials";
    private static final String TOKENS = "tokens";
    private static final String ACCOUNT = "account";

    private final ObjectNode content;

    private StagedSetup(ObjectNode content) {
        this.content = content;
    }

    /** Why the set-up runs. */
    public enum Run {
        REAUTH,
        RECONFIGURE
    }

    /** A set-up that has brought nothing yet. */
    public static StagedSetup begin(Run run) {
        return new StagedSetup(JSON.createObjectNode().put(RUN, run.name()));
    }

    static StagedSetup parse(byte[] stored) {
        return new StagedSetup((ObjectNode) JSON.readTree(stored));
    }

    /** The form that is sealed and stored. */
    public byte[] toBytes() {
        return content.toString().getBytes(StandardCharsets.UTF_8);
    }

    public Run run() {
        return Run.valueOf(content.path(RUN).asString(Run.REAUTH.name()));
    }

    /** New values of the configuration, to be merged into the old ones. */
    public Optional<ObjectNode> configuration() {
        return member(CONFIGURATION);
    }

    /** New credential fields, instead of the old ones. */
    public Optional<ObjectNode> credentials() {
        return member(CREDENTIALS);
    }

    /** New tokens, in the form of the feature that made them. */
    public Optional<ObjectNode> tokens() {
        return member(TOKENS);
    }

    /** The account behind the new credential, {@code id} and {@code name}. */
    public Optional<ObjectNode> account() {
        return member(ACCOUNT);
    }

    private Optional<ObjectNode> member(String name) {
        return content.path(name) instanceof ObjectNode node ? Optional.of(node.deepCopy()) : Optional.empty();
    }

    /** The same with more configuration. */
    public StagedSetup withConfiguration(ObjectNode values) {
        ObjectNode merged = configuration().orElseGet(JSON::createObjectNode);
        values.properties().forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
        return with(CONFIGURATION, merged);
    }

    public StagedSetup withCredentials(ObjectNode fields) {
        return with(CREDENTIALS, fields);
    }

    public StagedSetup withTokens(ObjectNode tokens) {
        return with(TOKENS, tokens);
    }

    public StagedSetup withAccount(String id, @Nullable String name) {
        ObjectNode account = JSON.createObjectNode().put("id", id);
        return with(ACCOUNT, name == null ? account : account.put("name", name));
    }

    private StagedSetup with(String name, JsonNode value) {
        ObjectNode copy = content.deepCopy();
        copy.set(name, value);
        return new StagedSetup(copy);
    }

    @Override
    public String toString() {
        return "StagedSetup[" + run() + "]";
    }
}

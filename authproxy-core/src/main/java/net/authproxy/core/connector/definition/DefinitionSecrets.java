package net.authproxy.core.connector.definition;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.json.CanonicalJson;
import net.authproxy.core.shared.secret.SecretBytes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Secrets of a definition as they are seen over HTTP (contract 6.2): a reader gets a fingerprint, and who sends the
 * fingerprint back keeps the stored value.
 */
public final class DefinitionSecrets {

    private static final String MARK = "redacted";
    private static final String FINGERPRINT = "fingerprint";
    private static final String SOURCE = "source";
    private static final String ENFORCE = "enforce";
    private static final int FINGERPRINT_HEX = 16;

    private final SecretBytes hmacKey;

    /** The key is only for fingerprints (security D3). */
    public DefinitionSecrets(SecretBytes hmacKey) {
        this.hmacKey = hmacKey;
    }

    /** The document with every secret replaced by its fingerprint. */
    public ObjectNode redacted(ParsedDefinition parsed) {
        ObjectNode document = parsed.document();
        for (Reading.ValueSite site : parsed.values()) {
            if (site.value().secret()) {
                replace(
                        document,
                        site.path().pointer(),
                        redacted(document.at(site.path().pointer()), site));
            }
        }
        return document;
    }

    /**
     * The incoming document with the stored values put back for the fingerprints in it. A fingerprint counts only at
     * the place it was read from, so that nobody can move a secret to where it would be shown or sent elsewhere.
     *
     * @throws AuthProxyException {@code definition_invalid} for a fingerprint that fits no stored value
     */
    ObjectNode merge(ParsedDefinition stored, ObjectNode incoming) {
        Map<String, Reading.ValueSite> sites = new HashMap<>();
        stored.values().stream()
                .filter(site -> site.value().secret())
                .forEach(site -> sites.put(site.path().identity(), site));
        List<FieldError> findings = new ArrayList<>();
        ObjectNode result = incoming.deepCopy();
        restore(result, DocumentPath.ROOT, (node, path) -> {
            Reading.ValueSite site = sites.get(path.identity());
            JsonNode original =
                    site == null ? null : stored.document().at(site.path().pointer());
            if (site == null || original == null || !sameMark(redacted(original, site), node)) {
                findings.add(new FieldError(path.text(), "fits no stored value"));
                return node;
            }
            return withEnforce(original, node);
        });
        if (!findings.isEmpty()) {
            throw new AuthProxyException(
                    ErrorCode.DEFINITION_INVALID, "a redacted value fits no stored value", findings);
        }
        return result;
    }

    /**
     * The same, read. A stored secret stays only with the hosts it was meant for: who may not read it must not be able to
     * have it sent elsewhere by naming another token endpoint beside its fingerprint.
     *
     * @throws AuthProxyException {@code definition_invalid}, also when hosts were added and secrets were not given anew
     */
    public ParsedDefinition merged(ParsedDefinition stored, ObjectNode incoming) {
        ParsedDefinition merged = DefinitionParser.parse(merge(stored, incoming));
        List<FieldError> kept = marks(incoming);
        List<String> added = addedHosts(stored, merged);
        if (!kept.isEmpty() && !added.isEmpty()) {
            throw new AuthProxyException(
                    ErrorCode.DEFINITION_INVALID,
                    "secrets must be given anew, as the definition names other hosts: " + String.join(", ", added),
                    kept);
        }
        return merged;
    }

    private static List<String> addedHosts(ParsedDefinition stored, ParsedDefinition incoming) {
        Set<String> known = DefinitionHosts.named(stored.definition());
        return DefinitionHosts.named(incoming.definition()).stream()
                .filter(host -> !known.contains(host))
                .sorted()
                .toList();
    }

    private static List<FieldError> marks(ObjectNode incoming) {
        List<FieldError> marks = new ArrayList<>();
        restore(incoming.deepCopy(), DocumentPath.ROOT, (node, path) -> {
            marks.add(new FieldError(path.text(), "must be given anew: the definition names other hosts"));
            return node;
        });
        return marks;
    }

    /**
     * Refuses references to this machine's environment and files in what came over HTTP; those that were stored at the
     * same place before are fine, as long as no other host is named: what they refer to is a secret to who writes them.
     *
     * @throws AuthProxyException {@code local_source_not_allowed}
     */
    public static void requireNoNewLocalSources(ParsedDefinition incoming, @Nullable ParsedDefinition stored) {
        Map<String, DefinitionValue> known = new HashMap<>();
        if (stored != null && addedHosts(stored, incoming).isEmpty()) {
            stored.values().forEach(site -> known.put(site.path().identity(), site.value()));
        }
        List<FieldError> findings = incoming.values().stream()
                .filter(site -> site.value().isLocalSource())
                .filter(site -> !site.value().equals(known.get(site.path().identity())))
                .map(site -> new FieldError(site.path().text(), "references to the server's machine are not allowed"))
                .toList();
        if (!findings.isEmpty()) {
            throw new AuthProxyException(
                    ErrorCode.LOCAL_SOURCE_NOT_ALLOWED,
                    "environment variables and files are not allowed in definitions sent over HTTP",
                    findings);
        }
    }

    private ObjectNode redacted(JsonNode original, Reading.ValueSite site) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put(MARK, true);
        shown.put(SOURCE, site.value().source());
        shown.put(FINGERPRINT, fingerprint(original));
        if (original.has(ENFORCE)) {
            shown.set(ENFORCE, original.get(ENFORCE));
        }
        return shown;
    }

    private String fingerprint(JsonNode original) {
        JsonNode value = original;
        if (original instanceof ObjectNode object) {
            ObjectNode rest = object.deepCopy();
            rest.remove(ENFORCE);
            value = rest;
        }
        byte[] content = CanonicalJson.bytes(value);
        byte[] mac = hmacKey.expose(key -> hmac(key, content));
        return "hmac:" + HexFormat.of().formatHex(mac).substring(0, FINGERPRINT_HEX);
    }

    private static byte[] hmac(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    private static boolean sameMark(ObjectNode expected, JsonNode given) {
        return expected.get(FINGERPRINT).equals(given.get(FINGERPRINT))
                && expected.get(SOURCE).equals(given.get(SOURCE));
    }

    private static JsonNode withEnforce(JsonNode original, JsonNode given) {
        if (!given.has(ENFORCE)) {
            return original;
        }
        ObjectNode value = original instanceof ObjectNode object
                ? object.deepCopy()
                : JsonNodeFactory.instance.objectNode().set("value", original);
        value.set(ENFORCE, given.get(ENFORCE));
        return value;
    }

    private static void restore(JsonNode node, DocumentPath path, BiFunction<JsonNode, DocumentPath, JsonNode> stored) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode child = object.get(name);
                DocumentPath where = path.member(name);
                if (isMark(child)) {
                    object.set(name, stored.apply(child, where));
                } else {
                    restore(child, where, stored);
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                restore(node.get(i), path.element(i, node.get(i)), stored);
            }
        }
    }

    private static boolean isMark(JsonNode node) {
        return node.isObject() && node.path(MARK).asBoolean(false) && node.has(FINGERPRINT);
    }

    private static void replace(ObjectNode document, String pointer, JsonNode value) {
        int slash = pointer.lastIndexOf('/');
        String name = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        ((ObjectNode) document.at(pointer.substring(0, slash))).set(name, value);
    }
}

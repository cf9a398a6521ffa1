package net.authproxy.core.connector.definition;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import net.authproxy.core.shared.json.CanonicalJson;
import tools.jackson.databind.node.ObjectNode;

/** The identity of a definition's content (contract 6.7). References count by name, not by what they refer to. */
public final class DefinitionHash {

    private static final List<String> IDENTITY = List.of("id", "version", "state");

    private DefinitionHash() {}

    /** SHA-256 over the canonical document without {@code id}, {@code version} and {@code state}, in hex. */
    public static String of(ObjectNode document) {
        ObjectNode content = document.deepCopy();
        content.remove(IDENTITY);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(CanonicalJson.bytes(content));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

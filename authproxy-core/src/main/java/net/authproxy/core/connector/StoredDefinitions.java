package net.authproxy.core.connector;

import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import net.authproxy.core.connector.definition.ConnectorDefinition;
import net.authproxy.core.connector.definition.DefinitionParser;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.encryption.Purpose;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.cache.FreshCache;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Seals definitions into rows and opens them again; the parsed form is kept, since compiling templates is slow. */
class StoredDefinitions {

    private static final long SIZE = 5_000;
    private static final Duration AGE = Duration.ofHours(6);
    private static final JsonMapper JSON = new JsonMapper();

    private final FieldCipher cipher;
    private final Clock clock;
    private final FreshCache<CacheKey, Opened> opened;

    StoredDefinitions(FieldCipher cipher, Changes changes, Clock clock, Ticker ticker) {
        this.cipher = cipher;
        this.clock = clock;
        this.opened = new FreshCache<>(SIZE, AGE, changes, ticker);
        changes.listen(
                ChangeTopic.CONNECTOR,
                id -> opened.dropIf((key, value) -> key.row().startsWith(id + "/")));
    }

    /** The stored bytes are part of the key: a changed row is another entry. */
    private record CacheKey(String row, EncryptedField sealed) {}

    private record Opened(JsonNode source, ConnectorDefinition definition) {}

    void seal(ConnectorVersionEntity row, JsonNode source, String displayName, String hash) {
        byte[] plain = JSON.writeValueAsString(source).getBytes(StandardCharsets.UTF_8);
        row.define(
                displayName,
                hash,
                cipher.seal(Purpose.CONNECTOR_DEFINITION, row.namespace(), rowId(row.key()), plain),
                clock);
    }

    ConnectorVersion open(ConnectorVersionEntity row) {
        CacheKey key = new CacheKey(rowId(row.key()), row.encryptedDefinition());
        Opened known = opened.get(key);
        Opened definition = known != null ? known : opened.load(key, missing -> read(row));
        if (definition == null) {
            throw new IllegalStateException("a stored definition always reads");
        }
        return new ConnectorVersion(
                row.key().id(),
                row.key().version(),
                row.namespace(),
                row.state(),
                row.hash(),
                row.publishedAt(),
                definition.source(),
                definition.definition(),
                row.labels(),
                row.annotations(),
                row.createdAt(),
                row.updatedAt());
    }

    private Opened read(ConnectorVersionEntity row) {
        byte[] plain =
                cipher.open(Purpose.CONNECTOR_DEFINITION, row.namespace(), rowId(row.key()), row.encryptedDefinition());
        JsonNode source = JSON.readTree(plain);
        return new Opened(source, DefinitionParser.parse(source).definition());
    }

    private static String rowId(ConnectorVersionKey key) {
        return key.id() + "/" + key.version();
    }
}

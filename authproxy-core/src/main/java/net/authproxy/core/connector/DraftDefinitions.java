package net.authproxy.core.connector;

import java.util.List;
import java.util.Map;
import net.authproxy.core.connector.definition.DefinitionIdentity;
import net.authproxy.core.connector.definition.DefinitionParser;
import net.authproxy.core.connector.definition.DefinitionSecrets;
import net.authproxy.core.connector.definition.ParsedDefinition;
import net.authproxy.core.encryption.EncryptionService;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Turns what came over HTTP into a definition that may be stored (contract 6.2, 6.5). */
class DraftDefinitions {

    private static final String NAMESPACE = "namespace";
    private static final String LABELS = "labels";
    private static final String ANNOTATIONS = "annotations";
    private static final List<String> IDENTITY = List.of("id", "version", "state", NAMESPACE, LABELS, ANNOTATIONS);

    private final EncryptionService encryption;
    private final boolean localSources;

    DraftDefinitions(EncryptionService encryption, boolean localSources) {
        this.encryption = encryption;
        this.localSources = localSources;
    }

    /**
     * What a version consists of.
     *
     * @param parsed with labels, annotations and namespace of the version, so that a file made of it means the same
     */
    record Content(ParsedDefinition parsed, Labels labels, Annotations annotations) {

        static Content of(ConnectorVersion version) {
            return new Content(DefinitionParser.parse(version.source()), version.labels(), version.annotations());
        }
    }

    /**
     * The content after the change.
     *
     * @param present before it; absent for a new connector, which needs a definition
     * @throws net.authproxy.core.shared.error.AuthProxyException {@code definition_invalid} and what else the parts say
     */
    Content changed(NamespacePath namespace, @Nullable Content present, DraftChange change) {
        ParsedDefinition base = present == null ? null : present.parsed();
        ParsedDefinition definition = change.definition() == null ? base : read(change.definition(), base);
        if (definition == null) {
            throw new IllegalArgumentException("a new connector without a definition");
        }
        ObjectNode document = definition.document();
        DefinitionIdentity stated = definition.definition().identity();
        boolean fromPresent = present != null && change.definition() == null;
        Labels labels = present != null && (fromPresent || !document.hasNonNull(LABELS))
                ? present.labels()
                : new Labels(stated.labels());
        Annotations annotations = present != null && (fromPresent || !document.hasNonNull(ANNOTATIONS))
                ? present.annotations()
                : new Annotations(stated.annotations());
        return placed(document, namespace, labels, annotations, change.metadata());
    }

    private static Content placed(
            ObjectNode document,
            NamespacePath namespace,
            Labels labels,
            Annotations annotations,
            MetadataChange change) {
        Labels after = change.labels(labels);
        Annotations notes = change.annotations(annotations);
        document.remove(IDENTITY);
        if (!namespace.equals(NamespacePath.ROOT)) {
            document.put(NAMESPACE, namespace.value());
        }
        put(document, LABELS, after.values());
        put(document, ANNOTATIONS, notes.values());
        return new Content(DefinitionParser.parse(document), after, notes);
    }

    private static void put(ObjectNode document, String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            ObjectNode member = document.putObject(name);
            values.forEach(member::put);
        }
    }

    /** Reads a definition that came over HTTP. */
    ParsedDefinition read(ObjectNode incoming, @Nullable ParsedDefinition stored) {
        ParsedDefinition read = stored == null
                ? DefinitionParser.parse(incoming)
                : RedactedDefinitions.secrets(encryption).merged(stored, incoming);
        if (!localSources) {
            DefinitionSecrets.requireNoNewLocalSources(read, stored);
        }
        return read;
    }
}

package net.authproxy.core.connector.definition;

import java.util.ArrayList;
import java.util.List;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.FieldError;
import tools.jackson.databind.node.ObjectNode;

/** A definition that passed all checks, with the document it came from. */
public final class ParsedDefinition {

    private final ConnectorDefinition definition;
    private final ObjectNode document;
    private final List<FieldError> warnings;
    private final List<Reading.ValueSite> values;

    ParsedDefinition(
            ConnectorDefinition definition,
            ObjectNode document,
            List<FieldError> warnings,
            List<Reading.ValueSite> values) {
        this.definition = definition;
        this.document = document;
        this.warnings = List.copyOf(warnings);
        this.values = List.copyOf(values);
    }

    public ConnectorDefinition definition() {
        return definition;
    }

    /** The document as it was given, secrets included: what is stored, encrypted. A copy. */
    public ObjectNode document() {
        return document.deepCopy();
    }

    /** What was accepted but has no effect, or looks wrong. */
    public List<FieldError> warnings() {
        return warnings;
    }

    /** SHA-256 over the canonical document without {@code id}, {@code version} and {@code state}, in hex. */
    public String hash() {
        return DefinitionHash.of(document);
    }

    /** One finding for each reference that cannot be resolved on this machine; empty if all can. */
    public List<FieldError> unresolved(ValueSource source) {
        List<FieldError> findings = new ArrayList<>();
        for (Reading.ValueSite site : values) {
            try {
                site.value().resolve(source);
            } catch (AuthProxyException e) {
                findings.add(new FieldError(site.path().text(), e.message()));
            }
        }
        return findings;
    }

    List<Reading.ValueSite> values() {
        return values;
    }

    @Override
    public String toString() {
        return "ParsedDefinition[" + definition.appearance().displayName() + "]";
    }
}

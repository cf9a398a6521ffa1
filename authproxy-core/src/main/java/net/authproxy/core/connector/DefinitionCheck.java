package net.authproxy.core.connector;

import java.util.ArrayList;
import java.util.List;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Authorizer;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.connector.definition.DefinitionParser;
import net.authproxy.core.connector.definition.ParsedDefinition;
import net.authproxy.core.connector.definition.ValueSource;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.error.FieldError;
import net.authproxy.core.shared.resource.ResourceId;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Says what is wrong with definitions; saves nothing (contract 6.5, {@code _validate}). */
public class DefinitionCheck {

    private final ConnectorVersionRepository versions;
    private final DraftDefinitions contents;
    private final StoredDefinitions definitions;
    private final ValueSource values;

    DefinitionCheck(
            ConnectorVersionRepository versions,
            DraftDefinitions contents,
            StoredDefinitions definitions,
            ValueSource values) {
        this.versions = versions;
        this.contents = contents;
        this.definitions = definitions;
        this.values = values;
    }

    /** A definition as somebody wants to save it. */
    public DefinitionVerdict check(ActorPrincipal caller, ObjectNode definition) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTORS, Verb.CREATE);
        try {
            return verdict(contents.read(definition, null));
        } catch (AuthProxyException refusal) {
            if (refusal.code() != ErrorCode.DEFINITION_INVALID
                    && refusal.code() != ErrorCode.LOCAL_SOURCE_NOT_ALLOWED) {
                throw refusal;
            }
            List<FieldError> errors =
                    refusal.fields().isEmpty() ? List.of(new FieldError("", refusal.message())) : refusal.fields();
            return new DefinitionVerdict(errors, List.of(), List.of());
        }
    }

    /** A version as it is stored. */
    @Transactional(readOnly = true)
    public DefinitionVerdict check(ActorPrincipal caller, ResourceId id, int version) {
        Authorizer.requireAnywhere(caller, ResourceType.CONNECTORS, Verb.CREATE);
        ConnectorVersionEntity row = versions.findVersion(id.text(), version).orElseThrow(Authorizer::notFound);
        Authorizer.require(caller, ResourceType.CONNECTORS, Verb.CREATE, row.namespace(), id.text());
        return verdict(DefinitionParser.parse(definitions.open(row).source()));
    }

    private DefinitionVerdict verdict(ParsedDefinition parsed) {
        List<FieldError> warnings = new ArrayList<>(parsed.warnings());
        warnings.addAll(parsed.unresolved(values));
        return new DefinitionVerdict(List.of(), warnings, parsed.definition().effectiveAllowedHosts());
    }
}

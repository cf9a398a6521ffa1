package net.authproxy.core.authentication;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.authproxy.core.actor.NewActor;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionReader;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code actor} claim: an actor to make or update (contract 5.2). Members it does not know are ignored, an id above
 * all.
 *
 * @param permissions empty when the claim says nothing about them
 */
record ActorClaim(NewActor actor, Optional<List<Permission>> permissions) {

    private static final JsonMapper JSON = new JsonMapper();

    static ActorClaim read(ObjectNode claim, NamespacePath namespace, String subject) {
        String externalId = claim.path("external_id").asString(subject);
        String claimedNamespace = claim.path("namespace").asString(namespace.value());
        if (!externalId.equals(subject) || !claimedNamespace.equals(namespace.value())) {
            throw invalid("external_id and namespace of the actor claim must equal those of the token");
        }
        try {
            Optional<List<Permission>> permissions = Optional.ofNullable(claim.get("permissions"))
                    .map(node -> PermissionReader.read(JSON.treeToValue(node, Object.class), "actor.permissions"));
            NewActor actor = new NewActor(
                    namespace, subject, permissions.orElse(List.of()), labels(claim.path("labels")), Annotations.NONE);
            return new ActorClaim(actor, permissions);
        } catch (AuthProxyException e) {
            throw invalid("the actor claim is not valid");
        }
    }

    private static Labels labels(JsonNode node) {
        if (node.isMissingNode()) {
            return Labels.NONE;
        }
        Map<String, String> labels = new TreeMap<>();
        if (!node.isObject()) {
            throw invalid("labels must be an object");
        }
        for (Map.Entry<String, JsonNode> label : node.properties()) {
            labels.put(label.getKey(), label.getValue().asString(""));
        }
        return Labels.ofCaller(labels);
    }

    private static AuthProxyException invalid(String message) {
        return new AuthProxyException(ErrorCode.INVALID_TOKEN, message);
    }
}

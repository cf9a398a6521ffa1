package net.authproxy.demo.oauth2;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Switches faults and behaviour over HTTP, for who does not run in the same process. The provider listens on 127.0.0.1
 * only; a web page is kept out by its {@code Origin} header and by the name in {@code Host}.
 */
final class AdminEndpoint {

    static final String PATH = "/_admin";

    private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost");
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Faults faults;
    private final Traffic traffic;
    private final GrantStore grants;
    private final AtomicReference<Behaviour> behaviour;

    AdminEndpoint(Faults faults, Traffic traffic, GrantStore grants, AtomicReference<Behaviour> behaviour) {
        this.faults = faults;
        this.traffic = traffic;
        this.grants = grants;
        this.behaviour = behaviour;
    }

    Answer answer(HttpServerRequest request, Buffer body) {
        if (request.authority() == null
                || !OWN_NAMES.contains(request.authority().host())
                || request.getHeader("Origin") != null) {
            return Answer.json(403, Members.NONE.with("error", "not for web pages"));
        }
        String path = String.valueOf(request.path()).substring(PATH.length());
        try {
            switch (request.method().name() + " " + path) {
                case "GET ", "GET /" -> {}
                case "PATCH /behaviour" -> behaviour.set(changed(body));
                case "POST /faults" -> faults.add(JSON.readValue(body.getBytes(), FaultRule.class));
                case "DELETE /faults" -> faults.clear();
                case "POST /release" -> faults.release();
                case "DELETE /requests" -> traffic.clear();
                case "DELETE /grants" -> grants.revokeAll();
                case "DELETE /access_tokens" -> grants.expireAccessTokens();
                default -> {
                    return Answer.notFound();
                }
            }
            return state();
        } catch (JacksonException e) {
            return Answer.json(400, Members.NONE.with("error", e.getOriginalMessage()));
        }
    }

    /** The members that the body has; all others stay. */
    private Behaviour changed(Buffer body) {
        ObjectNode merged = JSON.valueToTree(behaviour.get());
        for (Map.Entry<String, JsonNode> each : JSON.readTree(body.getBytes()).properties()) {
            merged.set(each.getKey(), each.getValue());
        }
        return JSON.treeToValue(merged, Behaviour.class);
    }

    /** Without any token, code or secret. */
    private Answer state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("behaviour", behaviour.get());
        state.put("faults", faults.active());
        state.put("held", faults.held());
        state.put("requests", traffic.allRequests());
        state.put("token_requests", traffic.allTokenRequests());
        state.put("issued", traffic.allIssued());
        state.put("grants", grants.views());
        return Answer.text(200, "application/json", JSON.writeValueAsString(state));
    }
}

package net.authproxy.core.connector.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import net.authproxy.core.shared.template.Template;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code proxy}. */
final class ProxyReader {

    private static final int MAX_RETRIES = 10;
    private static final int MIN_STATUS = 400;
    private static final int MAX_STATUS = 599;
    private static final String CONNECT_ERROR = "connect_error";

    ProxyDefinition read(ObjectReader definition) {
        ProxyDefinition none = new ProxyDefinition(
                null,
                List.of(),
                Map.of(),
                ProxyDefinition.Timeouts.DEFAULT,
                ProxyDefinition.Retry.DEFAULT,
                0,
                0,
                ProxyDefinition.FollowRedirects.NEVER,
                Recording.SERVER_DEFAULT);
        return definition.object("proxy", none, this::proxy);
    }

    private ProxyDefinition proxy(ObjectReader in) {
        return new ProxyDefinition(
                ValueReader.url(in, "base_url", TemplateScope.CONNECTED),
                allowedHosts(in),
                headers(in),
                in.object("timeouts", ProxyDefinition.Timeouts.DEFAULT, this::timeouts),
                in.object("retry", ProxyDefinition.Retry.DEFAULT, this::retry),
                bytes(in, "max_request_bytes"),
                bytes(in, "max_response_bytes"),
                in.choice("follow_redirects", ProxyDefinition.FollowRedirects.NEVER),
                in.object("record", Recording.SERVER_DEFAULT, this::recording));
    }

    private static long bytes(ObjectReader in, String key) {
        Long size = in.size(key);
        return size == null ? 0 : size;
    }

    private List<Template> allowedHosts(ObjectReader in) {
        List<Template> hosts = new ArrayList<>();
        in.eachElement("allowed_hosts", (element, path) -> {
            if (!element.isString()) {
                in.reading().finding(path, "must be a text");
                return;
            }
            Template host = ValueReader.compile(element.stringValue(), path, in.reading(), TemplateScope.CONNECTED);
            DefinitionHosts.entryProblem(host).ifPresent(problem -> in.reading().finding(path, problem));
            hosts.add(host);
        });
        return hosts;
    }

    private Map<String, ProxyDefinition.HeaderRule> headers(ObjectReader in) {
        Map<String, ProxyDefinition.HeaderRule> rules = new LinkedHashMap<>();
        in.eachMember("headers", (name, members) -> {
            RequestReader.checkName(in, members.path(name), name);
            JsonNode node = members.required(name);
            if (node != null) {
                rules.put(name, header(name, node, members.path(name), in.reading()));
            }
        });
        return rules;
    }

    private static ProxyDefinition.HeaderRule header(String name, JsonNode node, DocumentPath path, Reading reading) {
        boolean enforce = node.path("enforce").asBoolean(false);
        if (node.has("enforce") && !node.path("enforce").isBoolean()) {
            reading.finding(path.member("enforce"), "must be true or false");
        }
        JsonNode value = node;
        if (node instanceof ObjectNode object) {
            ObjectNode rest = object.deepCopy();
            rest.remove("enforce");
            value = rest;
        }
        TemplatedValue templated =
                ValueReader.templated(value, path, reading, SensitiveNames.contains(name), TemplateScope.CONNECTED);
        return new ProxyDefinition.HeaderRule(templated, enforce);
    }

    private ProxyDefinition.Timeouts timeouts(ObjectReader in) {
        ProxyDefinition.Timeouts standard = ProxyDefinition.Timeouts.DEFAULT;
        return new ProxyDefinition.Timeouts(
                in.duration("connect", standard.connect()),
                in.duration("response", standard.response()),
                in.duration("total", standard.total()));
    }

    private ProxyDefinition.Retry retry(ObjectReader in) {
        int max = in.integer("max", 0, 0, MAX_RETRIES);
        if (in.raw("on") == null) {
            return new ProxyDefinition.Retry(
                    max, ProxyDefinition.Retry.DEFAULT.onConnectError(), ProxyDefinition.Retry.DEFAULT.onStatus());
        }
        Set<Integer> statuses = new HashSet<>();
        AtomicBoolean connectError = new AtomicBoolean();
        in.eachElement("on", (element, path) -> {
            String text = element.isString() || element.isIntegralNumber() ? element.asString() : "";
            if (text.equals(CONNECT_ERROR)) {
                connectError.set(true);
            } else if (text.matches("[0-9]{3}")
                    && Integer.parseInt(text) >= MIN_STATUS
                    && Integer.parseInt(text) <= MAX_STATUS) {
                statuses.add(Integer.parseInt(text));
            } else {
                in.reading().finding(path, "must be connect_error or a status from 400 to 599");
            }
        });
        return new ProxyDefinition.Retry(max, connectError.get(), statuses);
    }

    private Recording recording(ObjectReader in) {
        return new Recording(
                in.choice("full_request_recording", Recording.Mode.class),
                in.size("max_request_size"),
                in.size("max_response_size"),
                in.texts("content_types"),
                in.object("redact", Recording.Redaction.NONE, this::redaction));
    }

    private Recording.Redaction redaction(ObjectReader in) {
        in.eachElement("patterns", (element, path) -> {
            if (element.isString()) {
                SchemaChecks.checkPattern(element.stringValue(), path, in.reading());
            }
        });
        return new Recording.Redaction(
                in.texts("headers"), in.texts("json_fields"), in.texts("query_params"), in.texts("patterns"));
    }
}

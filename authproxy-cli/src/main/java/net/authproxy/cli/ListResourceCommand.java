package net.authproxy.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** {@code list connectors} and {@code list connections}: every page of a list as one array. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints all pages of the list as one array.")
final class ListResourceCommand implements Callable<Integer> {

    private static final String PAGE_SIZE = "1000";

    @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state.")
    private @Nullable String state;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only those whose label type has this value.")
    private @Nullable String type;

    @Option(names = "--order", paramLabel = "FIELD [ASC|DESC]", description = "Order of the rows.")
    private @Nullable String order;

    @Option(names = "--selector", paramLabel = "SELECTOR", description = "Label selector.")
    private @Nullable String selector;

    // The filter has the flag here, so the actor's namespace comes from environment or file only.
    @Option(names = "--namespace", paramLabel = "MATCHER", description = "Only those in these namespaces.")
    private @Nullable String namespace;

    @Mixin
    private final CommonOptions common;

    @Mixin
    private final OutputOption output;

    private final String resource;

    ListResourceCommand(CliContext context, String resource) {
        this.common = new CommonOptions(context);
        this.output = new OutputOption(context, OutputFormat.JSON);
        this.resource = resource;
    }

    @Override
    public Integer call() {
        ApiClient api = new ApiClient(common.api(), common.signer(null));
        ArrayNode all = JsonMapper.shared().createArrayNode();
        Set<String> seen = new HashSet<>();
        String query = query(filters());
        while (true) {
            JsonNode page = api.get("/api/v1/" + resource + "?" + query);
            page.path("items").valueStream().forEach(all::add);
            String cursor = page.path("cursor").asString("");
            if (cursor.isEmpty()) {
                output.print(all);
                return CommandTree.OK;
            }
            if (!seen.add(cursor)) {
                throw new CliException("the server gives the same page twice");
            }
            query = query(Map.of("cursor", cursor));
        }
    }

    private Map<String, String> filters() {
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("limit", PAGE_SIZE);
        put(filters, "state", state);
        put(filters, "order_by", order);
        put(filters, "namespace", namespace);
        String byType = type == null ? "" : "type=" + type;
        String bySelector = selector == null ? "" : selector;
        String separator = byType.isEmpty() || bySelector.isEmpty() ? "" : ",";
        String labels = byType + separator + bySelector;
        put(filters, "label_selector", labels.isEmpty() ? null : labels);
        return filters;
    }

    private static void put(Map<String, String> filters, String name, @Nullable String value) {
        if (value != null) {
            filters.put(name, value);
        }
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}

package net.authproxy.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** What the controllers cannot say: the error body of every route, and the two proxy routes, which the gateway serves. */
final class ApiDescription implements OpenApiCustomizer {

    private static final String ERROR = "Error";
    private static final String JSON = "application/json";
    private static final String CONNECTION = "/api/v1/connections/{id}/";

    private final boolean proxies;

    ApiDescription(boolean proxies) {
        this.proxies = proxies;
    }

    @Override
    public void customise(OpenAPI api) {
        SnakeCaseNames.apply(api.getComponents().getSchemas());
        api.getComponents().addSchemas(ERROR, error());
        DefinitionSchemas.addTo(api.getComponents());
        if (proxies) {
            api.path(CONNECTION + "_proxy", new PathItem().post(envelope()));
            api.path(CONNECTION + "_proxy_raw/{path}", raw());
        }
        api.getPaths().values().forEach(path -> path.readOperations().forEach(ApiDescription::addError));
        api.servers(List.of());
    }

    private static Schema<?> error() {
        Schema<?> field =
                new ObjectSchema().addProperty("path", new StringSchema()).addProperty("message", new StringSchema());
        ObjectSchema error = new ObjectSchema();
        error.setDescription("The one error body (contract 1.2)");
        error.addProperty("error", new StringSchema().description("text for people"));
        error.addProperty("code", new StringSchema().description("stable text for programs"));
        error.addProperty("request_id", new StringSchema());
        error.addProperty("fields", new ArraySchema().items(field));
        error.setRequired(List.of("error", "code", "request_id"));
        return error;
    }

    private static void addError(Operation operation) {
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        operation
                .getResponses()
                .addApiResponse("default", answer("any refusal or failure", "#/components/schemas/" + ERROR));
    }

    private static ApiResponse answer(String description, String schema) {
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType(JSON, new MediaType().schema(new Schema<>().$ref(schema))));
    }

    private static Operation envelope() {
        ObjectSchema request = new ObjectSchema();
        request.addProperty(
                "url", new StringSchema().description("absolute, or a path below the connector's base URL"));
        request.addProperty("method", new StringSchema());
        request.addProperty("headers", new ObjectSchema().additionalProperties(new StringSchema()));
        request.addProperty("labels", new ObjectSchema().additionalProperties(new StringSchema()));
        request.addProperty("body_raw", new StringSchema().description("base64"));
        request.addProperty("body_json", new Schema<>().description("any JSON, sent byte for byte"));
        request.addProperty("timeout_ms", new IntegerSchema());
        request.setRequired(List.of("url", "method"));
        ObjectSchema response = new ObjectSchema();
        response.addProperty("status_code", new IntegerSchema());
        response.addProperty("headers", new ObjectSchema().additionalProperties(new StringSchema()));
        response.addProperty("body_raw", new StringSchema().description("base64, or null"));
        response.addProperty("body_json", new Schema<>().description("any JSON, or null"));
        return new Operation()
                .operationId("proxy")
                .addTagsItem("proxy")
                .summary("Calls the third party; the answer comes wrapped")
                .addParametersItem(id())
                .requestBody(new RequestBody()
                        .required(true)
                        .content(new Content().addMediaType(JSON, new MediaType().schema(request))))
                .responses(new ApiResponses()
                        .addApiResponse(
                                "200",
                                new ApiResponse()
                                        .description("upstream answered, whatever its status")
                                        .content(new Content().addMediaType(JSON, new MediaType().schema(response)))));
    }

    private static PathItem raw() {
        PathItem item = new PathItem();
        item.get(rawOperation("proxyRawGet"));
        item.post(rawOperation("proxyRawPost"));
        item.put(rawOperation("proxyRawPut"));
        item.patch(rawOperation("proxyRawPatch"));
        item.delete(rawOperation("proxyRawDelete"));
        return item;
    }

    private static Operation rawOperation(String operationId) {
        return new Operation()
                .operationId(operationId)
                .addTagsItem("proxy")
                .summary("Calls the third party; bytes stream both ways unchanged")
                .addParametersItem(id())
                .addParametersItem(new Parameter()
                        .in("path")
                        .name("path")
                        .required(true)
                        .description("the rest of the path, with slashes")
                        .schema(new StringSchema()))
                .responses(new ApiResponses()
                        .addApiResponse("default", new ApiResponse().description("upstream's answer")));
    }

    private static Parameter id() {
        return new Parameter().in("path").name("id").required(true).schema(new StringSchema());
    }
}

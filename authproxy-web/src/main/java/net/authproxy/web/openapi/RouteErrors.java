package net.authproxy.web.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.authproxy.core.shared.error.ErrorCode;

/** Error answers of an operation, one per status with all its codes and an example (contract 1.2). */
final class RouteErrors {

    private static final String SCHEMA = "#/components/schemas/Error";
    private static final String EXAMPLE_ID = "req_01k9zq4m7c5v8x2b3n6d0f1g2h";

    private RouteErrors() {}

    static void add(Operation operation, Collection<ErrorCode> codes) {
        Map<Integer, Set<ErrorCode>> byStatus = new TreeMap<>();
        codes.forEach(code -> byStatus.computeIfAbsent(code.status(), status -> EnumSet.noneOf(ErrorCode.class))
                .add(code));
        byStatus.forEach((status, ofStatus) ->
                operation.getResponses().addApiResponse(Integer.toString(status), answer(ofStatus)));
    }

    private static ApiResponse answer(Set<ErrorCode> codes) {
        String names = codes.stream().map(ErrorCode::code).collect(Collectors.joining(", "));
        MediaType json = new MediaType().schema(new Schema<>().$ref(SCHEMA));
        codes.forEach(code -> json.addExamples(
                code.code(),
                new io.swagger.v3.oas.models.examples.Example()
                        .value(Map.of("error", text(code), "code", code.code(), "request_id", EXAMPLE_ID))));
        return new ApiResponse().description(names).content(new Content().addMediaType("application/json", json));
    }

    private static String text(ErrorCode code) {
        return code == ErrorCode.INTERNAL_ERROR
                ? "Internal Server Error"
                : code.code().replace('_', ' ');
    }
}

package net.authproxy.web.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.Precondition;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/** What follows from the shape of a route: its name, its list parameters, its conditions and its refusals. */
final class RouteDescription implements GlobalOperationCustomizer {

    private static final int MOST = 1_000;

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        operation.setTags(List.of(tag(handler)));
        name(operation, handler);
        Set<ErrorCode> codes = EnumSet.of(
                ErrorCode.UNAUTHENTICATED,
                ErrorCode.INVALID_TOKEN,
                ErrorCode.PERMISSION_DENIED,
                ErrorCode.UNAVAILABLE,
                ErrorCode.INTERNAL_ERROR);
        ListRoute list = handler.getMethodAnnotation(ListRoute.class);
        if (list != null) {
            addListParameters(operation, list);
            codes.addAll(EnumSet.of(
                    ErrorCode.INVALID_LIMIT,
                    ErrorCode.INVALID_CURSOR,
                    ErrorCode.INVALID_ORDER_BY,
                    ErrorCode.INVALID_FILTER,
                    ErrorCode.INVALID_NAMESPACE,
                    ErrorCode.INVALID_LABEL_SELECTOR));
        }
        addShape(operation, handler, codes);
        if (handler.hasMethodAnnotation(Repeatable.class)) {
            codes.addAll(EnumSet.of(
                    ErrorCode.INVALID_HEADER, ErrorCode.IDEMPOTENCY_KEY_REUSED, ErrorCode.IDEMPOTENCY_IN_PROGRESS));
            operation.addParametersItem(
                    header("Idempotency-Key", "the same key and body within a day give the first answer again"));
        }
        Refuses refuses = handler.getMethodAnnotation(Refuses.class);
        if (refuses != null) {
            codes.addAll(List.of(refuses.value()));
        }
        RouteErrors.add(operation, codes);
        return operation;
    }

    private static void addShape(Operation operation, HandlerMethod handler, Set<ErrorCode> codes) {
        for (MethodParameter parameter : handler.getMethodParameters()) {
            if (parameter.hasParameterAnnotation(PathVariable.class)) {
                // A namespace's id is its path.
                codes.add(tag(handler).equals("namespace") ? ErrorCode.INVALID_NAMESPACE : ErrorCode.INVALID_ID);
                codes.add(ErrorCode.NOT_FOUND);
            }
            if (parameter.hasParameterAnnotation(RequestBody.class)) {
                codes.addAll(EnumSet.of(
                        ErrorCode.VALIDATION_FAILED,
                        ErrorCode.MALFORMED_JSON,
                        ErrorCode.BODY_TOO_LARGE,
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE));
            }
            if (parameter.getParameterType() == Precondition.class) {
                codes.addAll(EnumSet.of(ErrorCode.PRECONDITION_FAILED, ErrorCode.INVALID_HEADER));
                operation.addParametersItem(
                        header("If-Match", "only if the resource still has this ETag; absent: the last write wins"));
            }
        }
    }

    /** {@code connectors}: the last part of the controller's package, which is the resource. */
    private static String tag(HandlerMethod handler) {
        String packageName = handler.getBeanType().getPackageName();
        return packageName.substring(packageName.lastIndexOf('.') + 1);
    }

    /** Routes that many resources share are told apart by the resource: {@code putLabelOfActor}. */
    private static void name(Operation operation, HandlerMethod handler) {
        Class<?> declaring = handler.getMethod().getDeclaringClass();
        if (declaring != handler.getBeanType()) {
            String resource = handler.getBeanType().getSimpleName().replaceAll("^Published|(Metadata)?Controller$", "");
            operation.setOperationId(handler.getMethod().getName() + "Of" + resource);
        }
    }

    private static void addListParameters(Operation operation, ListRoute list) {
        IntegerSchema limit = new IntegerSchema();
        limit.setMinimum(BigDecimal.ONE);
        limit.setMaximum(BigDecimal.valueOf(MOST));
        limit.setDefault(list.limit());
        operation.addParametersItem(query("limit", limit, "most items of a page"));
        operation.addParametersItem(
                query("cursor", new StringSchema(), "from the page before; all other parameters are then ignored"));
        operation.addParametersItem(query(
                "order_by",
                new StringSchema(),
                "default " + list.orders()[0] + "; a field, maybe followed by a blank and ASC or DESC: "
                        + String.join(", ", list.orders())));
        operation.addParametersItem(query(
                "namespace", new StringSchema(), "root.a for exactly that namespace, root.a.** for it and all below"));
        if (list.labels()) {
            operation.addParametersItem(
                    query("label_selector", new StringSchema(), "Kubernetes selector, such as env=prod,tier in (a,b)"));
        }
        operation.addParametersItem(
                query("include_total", new BooleanSchema(), "adds total and total_exact to the answer"));
        Arrays.stream(list.filters()).forEach(filter -> {
            int colon = filter.indexOf(':');
            operation.addParametersItem(query(
                    filter.substring(0, colon),
                    new StringSchema(),
                    filter.substring(colon + 1).trim()));
        });
    }

    private static Parameter query(String name, @Nullable Schema<?> schema, String description) {
        return new Parameter().in("query").name(name).description(description).schema(schema);
    }

    private static Parameter header(String name, String description) {
        return new Parameter().in("header").name(name).description(description).schema(new StringSchema());
    }
}

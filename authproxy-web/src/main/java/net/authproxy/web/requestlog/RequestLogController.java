package net.authproxy.web.requestlog;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.requestlog.RequestLogFilter;
import net.authproxy.core.requestlog.RequestLogService;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.ListResponse;
import net.authproxy.web.openapi.ListRoute;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rows of the request log (contract 10.1). */
@RestController
@RequestMapping("/api/v1/request-log")
class RequestLogController {

    private final RequestLogService log;

    RequestLogController(RequestLogService log) {
        this.log = log;
    }

    @Operation(operationId = "listRequestLog", summary = "Lists calls; the total comes unless include_total is false")
    @ListRoute(
            orders = {
                "timestamp DESC",
                "type",
                "correlation_id",
                "connection_id",
                "connector_type",
                "connector_id",
                "method",
                "path",
                "response_status_code",
                "connector_version",
                "namespace"
            },
            filters = {
                "request_type: global, proxy, oauth, public or probe; several with commas",
                "correlation_id: exactly",
                "connection_id: the connection",
                "connector_type: the connector's label type at call time; * stands for any text",
                "connector_id: the connector",
                "connector_version: the version",
                "method: the HTTP method",
                "status_code: exactly; not together with status_code_range",
                "status_code_range: such as 200-299",
                "timestamp_range: two RFC 3339 times with a hyphen between them",
                "path: exactly; not together with path_regex",
                "path_regex: an RE2 expression"
            })
    @GetMapping
    ListResponse<RequestLogResponse> list(ActorPrincipal caller, HttpServletRequest request) {
        return ListResponse.of(
                log.list(
                        caller,
                        RequestLogFilter.parse(request::getParameter),
                        ListRequest.parse(request::getParameter, ListRequest.DEFAULT_LIMIT, true)),
                RequestLogResponse::of);
    }

    @Operation(operationId = "getRequestLogEntry", summary = "One call")
    @GetMapping("/{id}")
    RequestLogDetailResponse get(ActorPrincipal caller, @PathVariable String id) {
        return RequestLogDetailResponse.of(log.get(caller, ResourceId.parse(id, IdType.REQUEST)));
    }
}

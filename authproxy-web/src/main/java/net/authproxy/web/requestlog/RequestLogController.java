package net.authproxy.web.requestlog;

import jakarta.servlet.http.HttpServletRequest;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.requestlog.RequestLogFilter;
import net.authproxy.core.requestlog.RequestLogService;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.ListResponse;
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

    @GetMapping
    ListResponse<RequestLogResponse> list(ActorPrincipal caller, HttpServletRequest request) {
        return ListResponse.of(
                log.list(
                        caller,
                        RequestLogFilter.parse(request::getParameter),
                        ListRequest.parse(request::getParameter, ListRequest.DEFAULT_LIMIT, true)),
                RequestLogResponse::of);
    }

    @GetMapping("/{id}")
    RequestLogDetailResponse get(ActorPrincipal caller, @PathVariable String id) {
        return RequestLogDetailResponse.of(log.get(caller, ResourceId.parse(id, IdType.REQUEST)));
    }
}

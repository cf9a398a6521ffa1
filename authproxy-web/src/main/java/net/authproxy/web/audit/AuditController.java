package net.authproxy.web.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import net.authproxy.core.audit.AuditFilter;
import net.authproxy.core.audit.AuditService;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.web.ListResponse;
import net.authproxy.web.openapi.ListRoute;
import net.authproxy.web.openapi.Refuses;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Routes of the audit trail (contract 10.5). */
@RestController
@RequestMapping("/api/v1/audit")
class AuditController {

    private final AuditService audit;

    AuditController(AuditService audit) {
        this.audit = audit;
    }

    @Operation(
            operationId = "listAudit",
            summary = "Lists who changed what and who was refused, the newest first",
            description = "Rows of the last second may have no seq yet.")
    @ListRoute(
            orders = "seq DESC",
            labels = false,
            filters = {
                "actor_id: who did it",
                "action: such as connections.disconnect",
                "resource_id: what it was done to",
                "timestamp_range: two RFC 3339 times with a hyphen between them"
            })
    @GetMapping
    ListResponse<AuditResponse> list(ActorPrincipal caller, HttpServletRequest request) {
        return ListResponse.of(
                audit.list(caller, AuditFilter.parse(request::getParameter), ListRequest.parse(request::getParameter)),
                AuditResponse::of);
    }

    @Operation(
            operationId = "verifyAudit",
            summary = "Checks the chain of hashes over all namespaces",
            description = "200 also when the chain is broken: the answer says so. Needs audit:list on root.")
    @Refuses(ErrorCode.VALIDATION_FAILED)
    @GetMapping("/_verify")
    VerifyResponse verify(
            ActorPrincipal caller,
            @Parameter(description = "first row; default 1")
                    @RequestParam(name = "from_seq", required = false)
                    @Nullable
                    Long from,
            @Parameter(description = "last row; default: the end, which is then compared with the sealed head")
                    @RequestParam(name = "to_seq", required = false)
                    @Nullable
                    Long to) {
        return VerifyResponse.of(audit.verify(caller, from, to), audit.checkpoint(caller));
    }
}

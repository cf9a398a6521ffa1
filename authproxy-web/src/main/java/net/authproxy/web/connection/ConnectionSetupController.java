package net.authproxy.web.connection;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.setup.ConnectionSetup;
import net.authproxy.core.setup.InitiateRequest;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.Inputs;
import net.authproxy.web.openapi.Refuses;
import net.authproxy.web.openapi.Repeatable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The steps from the first click to a working connection (contract 7.1, 7.2). */
@RestController
@RequestMapping("/api/v1/connections")
class ConnectionSetupController {

    private static final int MOST_SCOPES_LENGTH = 4_000;

    private final ConnectionSetup setup;

    ConnectionSetupController(ConnectionSetup setup) {
        this.setup = setup;
    }

    @Repeatable
    @Operation(operationId = "initiateConnection", summary = "Begins a connection and answers its first step")
    @Refuses({
        ErrorCode.INVALID_ID,
        ErrorCode.NOT_FOUND,
        ErrorCode.INVALID_NAMESPACE,
        ErrorCode.INVALID_LABEL,
        ErrorCode.RESERVED_LABEL,
        ErrorCode.ANNOTATIONS_TOO_LARGE,
        ErrorCode.RETURN_TO_URL_REQUIRED,
        ErrorCode.VERSION_NOT_AVAILABLE,
        ErrorCode.NAMESPACE_NOT_ACTIVE
    })
    @PostMapping("/_initiate")
    SetupResponse initiate(ActorPrincipal caller, @RequestBody InitiateConnectionRequest body) {
        InitiateRequest request = new InitiateRequest(
                ResourceId.parse(Inputs.required(body.connectorId(), "connector_id"), IdType.CONNECTOR),
                body.connectorVersion(),
                body.intoNamespace() == null ? null : new NamespacePath(body.intoNamespace()),
                body.returnToUrl(),
                Inputs.labels(body.labels()),
                Inputs.annotations(body.annotations()));
        return SetupResponse.of(setup.initiate(caller, request));
    }

    @Operation(operationId = "submitSetupStep", summary = "Takes the data of the open step and answers the next one")
    @Refuses({
        ErrorCode.NO_ACTIVE_STEP,
        ErrorCode.STEP_MISMATCH,
        ErrorCode.RETURN_TO_URL_REQUIRED,
        ErrorCode.CONNECTION_NOT_READY
    })
    @PostMapping("/{id}/_submit")
    SetupResponse submit(ActorPrincipal caller, @PathVariable String id, @RequestBody SubmitRequest body) {
        if (body.data() == null) {
            throw AuthProxyException.invalid("data", "required");
        }
        return SetupResponse.of(setup.submit(
                caller,
                ResourceId.parse(id, IdType.CONNECTION),
                Inputs.required(body.stepId(), "step_id"),
                body.data(),
                body.returnToUrl()));
    }

    @Operation(operationId = "getSetupStep", summary = "The open step, again")
    @Refuses({ErrorCode.NO_ACTIVE_STEP, ErrorCode.VALIDATION_FAILED})
    @GetMapping("/{id}/_setup_step")
    SetupResponse step(
            ActorPrincipal caller,
            @PathVariable String id,
            @Parameter(
                            description = "Optional scopes that the provider is not asked for, separated by blanks",
                            schema = @Schema(maxLength = MOST_SCOPES_LENGTH),
                            example = "calendars.write")
                    @RequestParam(name = "omit_scopes", required = false)
                    @Nullable
                    String omitScopes) {
        return SetupResponse.of(setup.currentStep(caller, ResourceId.parse(id, IdType.CONNECTION), scopes(omitScopes)));
    }

    private static Set<String> scopes(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Set.of();
        }
        if (text.length() > MOST_SCOPES_LENGTH) {
            throw AuthProxyException.invalid("omit_scopes", "longer than " + MOST_SCOPES_LENGTH + " characters");
        }
        return new LinkedHashSet<>(List.of(text.strip().split(" +")));
    }

    @Operation(operationId = "abortSetup", summary = "Drops the running set-up")
    @Refuses({ErrorCode.NO_ACTIVE_STEP, ErrorCode.CONNECTION_NOT_READY})
    @PostMapping("/{id}/_abort")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void abort(ActorPrincipal caller, @PathVariable String id) {
        setup.abort(caller, ResourceId.parse(id, IdType.CONNECTION));
    }
}

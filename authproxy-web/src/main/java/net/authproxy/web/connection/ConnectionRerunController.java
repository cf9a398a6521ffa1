package net.authproxy.web.connection;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.probe.ConnectionTester;
import net.authproxy.core.setup.ConnectionSetup;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.expression.Choice;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.web.openapi.Refuses;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What happens to a connection after its first set-up: again, anew, checked (contract 7.1). */
@RestController
@RequestMapping("/api/v1/connections/{id}")
class ConnectionRerunController {

    private final ConnectionSetup setup;
    private final ConnectionTester tester;

    ConnectionRerunController(ConnectionSetup setup, ConnectionTester tester) {
        this.setup = setup;
        this.tester = tester;
    }

    @Operation(operationId = "retrySetup", summary = "Begins a failed set-up anew")
    @Refuses({ErrorCode.NO_ACTIVE_STEP, ErrorCode.RETURN_TO_URL_REQUIRED, ErrorCode.CONNECTION_NOT_READY})
    @PostMapping("/_retry")
    SetupResponse retry(
            ActorPrincipal caller,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable ReturnToRequest body) {
        return SetupResponse.of(setup.retry(caller, connection(id), ReturnToRequest.url(body)));
    }

    @Operation(
            operationId = "reauthorizeConnection",
            summary = "Asks for a new credential; the old one stays in force until the new one is there")
    @Refuses({ErrorCode.RETURN_TO_URL_REQUIRED, ErrorCode.CONNECTION_NOT_READY})
    @PostMapping("/_reauth")
    SetupResponse reauthorize(
            ActorPrincipal caller,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable ReturnToRequest body) {
        return SetupResponse.of(setup.reauthorize(caller, connection(id), ReturnToRequest.url(body)));
    }

    @Operation(operationId = "reconfigureConnection", summary = "Asks the configuration anew")
    @Refuses({ErrorCode.INVALID_TRANSITION, ErrorCode.CONNECTION_NOT_READY, ErrorCode.RETURN_TO_URL_REQUIRED})
    @PostMapping("/_reconfigure")
    SetupResponse reconfigure(ActorPrincipal caller, @PathVariable String id) {
        return SetupResponse.of(setup.reconfigure(caller, connection(id)));
    }

    @Operation(
            operationId = "cancelSetup",
            summary = "Drops the running set-up of a ready connection; its old values stay")
    @Refuses(ErrorCode.CONNECTION_NOT_READY)
    @PostMapping("/_cancel_setup")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(ActorPrincipal caller, @PathVariable String id) {
        setup.cancel(caller, connection(id));
    }

    @Operation(operationId = "listDataSource", summary = "What the user may pick from in the open configure step")
    @Refuses({ErrorCode.NO_ACTIVE_STEP, ErrorCode.NEEDS_REAUTH, ErrorCode.DATA_SOURCE_FAILED})
    @GetMapping("/_data_source/{name}")
    List<Choice> choices(ActorPrincipal caller, @PathVariable String id, @PathVariable String name) {
        return setup.choices(caller, connection(id), name);
    }

    @Operation(operationId = "testConnection", summary = "Runs all probes now")
    @Refuses(ErrorCode.CONNECTION_NOT_READY)
    @PostMapping("/_test")
    TestResponse test(ActorPrincipal caller, @PathVariable String id) {
        return TestResponse.of(tester.test(caller, connection(id)));
    }

    private static ResourceId connection(String id) {
        return ResourceId.parse(id, IdType.CONNECTION);
    }
}

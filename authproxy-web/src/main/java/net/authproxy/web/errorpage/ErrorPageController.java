package net.authproxy.web.errorpage;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page other routes and other applications may send a browser to (contract 5.6). Never redirects: no loops. */
@RestController
class ErrorPageController {

    private final ErrorPages pages;

    ErrorPageController(ErrorPages pages) {
        this.pages = pages;
    }

    @Operation(operationId = "showErrorPage", summary = "The error page")
    @ApiResponse(responseCode = "404", description = "not_found, as HTML")
    @ApiResponse(responseCode = "401", description = "unauthorized, as HTML")
    @ApiResponse(responseCode = "500", description = "internal_error and everything else, as HTML")
    @GetMapping("/error")
    ResponseEntity<byte[]> show(
            @Parameter(description = "not_found, unauthorized or internal_error")
                    @RequestParam(name = "error", required = false)
                    @Nullable
                    String error) {
        return pages.page(ErrorKind.of(error == null ? "" : error));
    }

    @Operation(operationId = "postErrorPage", summary = "The error page, for forms")
    @ApiResponse(responseCode = "404", description = "not_found, as HTML")
    @ApiResponse(responseCode = "401", description = "unauthorized, as HTML")
    @ApiResponse(responseCode = "500", description = "internal_error and everything else, as HTML")
    @PostMapping("/error")
    ResponseEntity<byte[]> showForPost(
            @Parameter(description = "not_found, unauthorized or internal_error")
                    @RequestParam(name = "error", required = false)
                    @Nullable
                    String error) {
        return show(error);
    }
}

package net.authproxy.web.openapi;

import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /swagger} leads to the page (contract 1.1). */
@RestController
@Hidden
class SwaggerController {

    @GetMapping({"/swagger", "/swagger/"})
    ResponseEntity<Void> page() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/swagger/index.html"))
                .build();
    }
}

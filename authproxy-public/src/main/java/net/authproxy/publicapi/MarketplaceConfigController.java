package net.authproxy.publicapi;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the marketplace's pages ask for before anything else. */
@RestController
class MarketplaceConfigController {

    private final MarketplaceConfig config;

    MarketplaceConfigController(MarketplaceConfig config) {
        this.config = config;
    }

    @GetMapping("/ui/config.json")
    MarketplaceConfig config(HttpServletResponse response) {
        response.setHeader("Cache-Control", "public, max-age=60");
        return config;
    }
}

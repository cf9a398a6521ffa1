package net.authproxy.server;

import java.util.Map;

/** Boot properties of every control plane: loopback only, behind the gateway. */
final class ControlPlaneProperties {

    // More than the gateway lets through: it judges the size, and a token alone may have 8 KiB (contract 5.2).
    private static final String HEADERS = "128KB";
    /** Before JDK 24 a virtual thread that waits inside {@code synchronized} holds its carrier, and there are only a few. */
    private static final boolean VIRTUAL = Runtime.version().feature() >= 24;

    private ControlPlaneProperties() {}

    static Map<String, Object> of() {
        return Map.ofEntries(
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("server.port", "0"),
                Map.entry("server.shutdown", "graceful"),
                Map.entry("server.forward-headers-strategy", "none"),
                Map.entry("server.tomcat.max-http-form-post-size", "1MB"),
                Map.entry("server.max-http-request-header-size", HEADERS),
                Map.entry("spring.threads.virtual.enabled", String.valueOf(VIRTUAL)),
                Map.entry("spring.web.resources.add-mappings", "false"),
                Map.entry("spring.mvc.log-resolved-exception", "false"),
                Map.entry("spring.jmx.enabled", "false"),
                Map.entry("spring.main.lazy-initialization", "false"),
                Map.entry("springdoc.api-docs.path", "/openapi.json"),
                Map.entry("springdoc.api-docs.version", "openapi_3_1"),
                Map.entry("springdoc.default-produces-media-type", "application/json"),
                Map.entry("springdoc.writer-with-order-by-keys", "true"));
    }
}

/** The decision behind a proxied call (contract 9). Knows neither servlet nor HTTP engine; the gateway asks it. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "authorization",
            "connection",
            "connector",
            "connector::definition",
            "credential",
            "oauth2",
            "requestlog",
            "session"
        })
@NullMarked
package net.authproxy.core.proxy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Authenticated instances of connectors and their life (contract 7). */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "authorization",
            "audit",
            "namespace",
            "encryption",
            "connector",
            "connector::definition"
        })
@NullMarked
package net.authproxy.core.connection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** From the first click to a connection that works (contract 7). */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "authorization",
            "audit",
            "namespace",
            "encryption",
            "connector",
            "connector::definition",
            "connection"
        })
@NullMarked
package net.authproxy.core.setup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

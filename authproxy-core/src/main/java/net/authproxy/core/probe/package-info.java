/** Calls that tell whether a connection works (contract 6.1, 7.1). */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "authorization",
            "audit",
            "connector",
            "connector::definition",
            "connection",
            "credential",
            "proxy"
        })
@NullMarked
package net.authproxy.core.probe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** The end of a connection, which always completes (contract 7.3). */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "authorization",
            "audit",
            "namespace",
            "encryption",
            "connector",
            "connection",
            "credential",
            "oauth2"
        })
@NullMarked
package net.authproxy.core.disconnect;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

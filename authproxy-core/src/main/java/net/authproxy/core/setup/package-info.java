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
            "connection",
            "credential",
            "oauth2",
            "proxy",
            "probe",
            "disconnect",
            "actor",
            "authentication"
        })
@NullMarked
package net.authproxy.core.setup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

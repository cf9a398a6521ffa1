/** OAuth2 as a client: tokens and how they are renewed, requests to token endpoints, revocation (contract 8). */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "authorization",
            "audit",
            "encryption",
            "connector",
            "connector::definition",
            "connection",
            "credential",
            "requestlog"
        })
@NullMarked
package net.authproxy.core.oauth2;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

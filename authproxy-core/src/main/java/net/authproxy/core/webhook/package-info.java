/** Tells other systems by HTTP what happened: endpoints, deliveries, signatures (contract 12). */
@ApplicationModule(
        allowedDependencies = {"shared", "authorization", "audit", "namespace", "encryption", "connector", "connection"
        })
@NullMarked
package net.authproxy.core.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

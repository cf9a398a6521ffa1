/** Versioned descriptions of third-party services (contract 6). */
@ApplicationModule(allowedDependencies = {"shared", "authorization", "audit", "namespace", "encryption"})
@NullMarked
package net.authproxy.core.connector;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

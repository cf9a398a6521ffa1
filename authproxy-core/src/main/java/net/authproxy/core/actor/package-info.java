/** Users, service accounts and their keys (contract 4.1, 4.2). */
@ApplicationModule(allowedDependencies = {"shared", "authorization", "audit", "namespace", "encryption"})
@NullMarked
package net.authproxy.core.actor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

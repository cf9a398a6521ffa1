/** Application-level encryption: keyring and field cipher (contract 11, security D2 and D3). */
@ApplicationModule(allowedDependencies = {"shared", "authorization", "audit", "namespace"})
@NullMarked
package net.authproxy.core.encryption;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Requests that may be sent again without being done again (contract 1.5). */
@ApplicationModule(allowedDependencies = {"shared", "authorization", "encryption"})
@NullMarked
package net.authproxy.core.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

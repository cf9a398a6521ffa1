/** The tree that bounds access, keys and labels (contract 3). */
@ApplicationModule(allowedDependencies = {"shared", "authorization", "audit"})
@NullMarked
package net.authproxy.core.namespace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

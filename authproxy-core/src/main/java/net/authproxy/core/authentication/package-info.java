/** From a token to an actor principal (contract 5). */
@ApplicationModule(allowedDependencies = {"shared", "authorization", "audit", "namespace", "encryption", "actor"})
@NullMarked
package net.authproxy.core.authentication;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

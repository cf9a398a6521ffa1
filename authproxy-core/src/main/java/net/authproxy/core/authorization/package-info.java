/** Who may do what where (contract 4.3 to 4.6). Every service asks here before it acts. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package net.authproxy.core.authorization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

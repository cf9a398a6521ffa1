/** What was deleted is removed for good after {@code database.soft_delete_retention} (contract 12, 16). */
@ApplicationModule(allowedDependencies = {"shared", "authorization"})
@NullMarked
package net.authproxy.core.purge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

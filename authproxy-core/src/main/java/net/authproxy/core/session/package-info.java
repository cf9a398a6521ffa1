/** Login sessions of browsers: cookie, record, end, and who a request comes from (contract 5.1, 5.5). */
@ApplicationModule(allowedDependencies = {"shared", "authorization", "audit", "encryption", "actor", "authentication"})
@NullMarked
package net.authproxy.core.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

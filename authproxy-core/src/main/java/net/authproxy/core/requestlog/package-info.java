/** One row per proxied call: recorded without ever holding up the call, queried by operators (contract 10). */
@ApplicationModule(allowedDependencies = {"shared", "authorization", "namespace", "encryption"})
@NullMarked
package net.authproxy.core.requestlog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

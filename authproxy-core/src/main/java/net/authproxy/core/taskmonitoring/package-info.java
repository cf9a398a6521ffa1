/** What operators see of the task queues and do to them (contract 12). */
@ApplicationModule(allowedDependencies = {"shared", "authorization", "audit"})
@NullMarked
package net.authproxy.core.taskmonitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

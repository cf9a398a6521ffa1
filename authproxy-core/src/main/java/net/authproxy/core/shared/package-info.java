/** Vocabulary and plumbing every feature may use; it knows no feature. */
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package net.authproxy.core.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

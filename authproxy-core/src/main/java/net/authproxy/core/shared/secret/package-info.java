/** Values that must not be printed (security D10). */
@NullMarked
package net.authproxy.core.shared.secret;

import org.jspecify.annotations.NullMarked;

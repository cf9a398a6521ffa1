/** Keys, signatures and tokens (RFC 7515 to 7519), without any knowledge of who uses them. */
@NullMarked
package net.authproxy.jose;

import org.jspecify.annotations.NullMarked;

/** The one exception family and its stable codes (contract 1.2). */
@NullMarked
package net.authproxy.core.shared.error;

import org.jspecify.annotations.NullMarked;

/** Where browsers may be sent (contract 5.6). */
@NullMarked
package net.authproxy.core.shared.redirect;

import org.jspecify.annotations.NullMarked;

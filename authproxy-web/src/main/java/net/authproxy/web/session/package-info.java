/** Routes of login sessions (contract 5.5). */
@NullMarked
package net.authproxy.web.session;

import org.jspecify.annotations.NullMarked;

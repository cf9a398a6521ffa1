/** Routes of actors (contract 4.1). */
@NullMarked
package net.authproxy.web.actor;

import org.jspecify.annotations.NullMarked;

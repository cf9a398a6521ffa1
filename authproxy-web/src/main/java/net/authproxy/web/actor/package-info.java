/** Routes of actors, their keys and minted tokens (contract 4.1, 4.2, 4.6). */
@NullMarked
package net.authproxy.web.actor;

import org.jspecify.annotations.NullMarked;

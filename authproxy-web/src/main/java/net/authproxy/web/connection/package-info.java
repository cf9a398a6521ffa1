/** Routes of connections and their set-up (contract 7.1). */
@NullMarked
package net.authproxy.web.connection;

import org.jspecify.annotations.NullMarked;

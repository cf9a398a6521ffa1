/** One process, any set of services. */
@NullMarked
package net.authproxy.server;

import org.jspecify.annotations.NullMarked;

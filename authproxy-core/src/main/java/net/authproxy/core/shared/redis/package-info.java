/** Redis: its settings and the connection every feature shares. */
@NullMarked
package net.authproxy.core.shared.redis;

import org.jspecify.annotations.NullMarked;

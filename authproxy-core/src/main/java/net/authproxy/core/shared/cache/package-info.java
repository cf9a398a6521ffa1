/** Caches that every process drops when something changes (contract 11.2, architecture: rules of the data plane). */
@NullMarked
package net.authproxy.core.shared.cache;

import org.jspecify.annotations.NullMarked;

/** Mutual exclusion between processes, with fencing. */
@NullMarked
package net.authproxy.core.shared.lock;

import org.jspecify.annotations.NullMarked;

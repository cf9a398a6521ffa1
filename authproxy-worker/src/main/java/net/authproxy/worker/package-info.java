/** The worker service. */
@NullMarked
package net.authproxy.worker;

import org.jspecify.annotations.NullMarked;

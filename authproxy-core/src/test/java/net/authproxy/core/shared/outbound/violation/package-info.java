/** Code that breaks the egress rules on purpose, so that a test can see them catch it. */
@NullMarked
package net.authproxy.core.shared.outbound.violation;

import org.jspecify.annotations.NullMarked;

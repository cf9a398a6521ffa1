/** CEL expressions with bounded time, memory and steps (contract 6.3, security F7). */
@NullMarked
package net.authproxy.core.shared.expression;

import org.jspecify.annotations.NullMarked;

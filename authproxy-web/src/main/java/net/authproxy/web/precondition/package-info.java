/** Conditional changes: from the If-Match header to a {@code Precondition} (contract 1.5). */
@NullMarked
package net.authproxy.web.precondition;

import org.jspecify.annotations.NullMarked;

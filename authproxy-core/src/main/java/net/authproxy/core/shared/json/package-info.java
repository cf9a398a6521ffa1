/** One way to write JSON, so that equal documents are equal bytes (RFC 8785). */
@NullMarked
package net.authproxy.core.shared.json;

import org.jspecify.annotations.NullMarked;

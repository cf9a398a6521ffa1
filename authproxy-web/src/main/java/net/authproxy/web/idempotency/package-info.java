/** The Idempotency-Key header on routes that create (contract 1.5). */
@NullMarked
package net.authproxy.web.idempotency;

import org.jspecify.annotations.NullMarked;

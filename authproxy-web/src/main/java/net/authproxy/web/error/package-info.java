/** One error body for everything that goes wrong (contract 1.2). */
@NullMarked
package net.authproxy.web.error;

import org.jspecify.annotations.NullMarked;

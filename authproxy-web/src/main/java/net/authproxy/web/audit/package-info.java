/** The audit trail: its routes, and what every request adds to it (contract 10.5). */
@NullMarked
package net.authproxy.web.audit;

import org.jspecify.annotations.NullMarked;

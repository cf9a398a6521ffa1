/** The egress gate: everything that leaves the process for a definition or a connection is checked and sent here (security D1, contract 9.4, 9.5). */
@NullMarked
package net.authproxy.core.shared.outbound;

import org.jspecify.annotations.NullMarked;

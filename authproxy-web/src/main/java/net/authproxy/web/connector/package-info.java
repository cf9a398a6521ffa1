/** Read routes of connectors (contract 6.5). */
@NullMarked
package net.authproxy.web.connector;

import org.jspecify.annotations.NullMarked;

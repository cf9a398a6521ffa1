/** How JSON is read and written on the management routes (contract 1.1). */
@NullMarked
package net.authproxy.web.json;

import org.jspecify.annotations.NullMarked;

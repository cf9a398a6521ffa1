/** Labels and annotations of a resource as routes of their own (contract 1.6). */
@NullMarked
package net.authproxy.web.metadata;

import org.jspecify.annotations.NullMarked;

/** Routes of the request log (contract 10.1). */
@NullMarked
package net.authproxy.web.requestlog;

import org.jspecify.annotations.NullMarked;

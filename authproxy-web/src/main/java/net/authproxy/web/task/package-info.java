/** The route that tells how a background task fares (contract 7.1). */
@NullMarked
package net.authproxy.web.task;

import org.jspecify.annotations.NullMarked;

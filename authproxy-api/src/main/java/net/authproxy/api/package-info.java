/** The api service. */
@NullMarked
package net.authproxy.api;

import org.jspecify.annotations.NullMarked;

/** The public service. */
@NullMarked
package net.authproxy.publicapi;

import org.jspecify.annotations.NullMarked;

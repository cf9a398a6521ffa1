/** From the Authorization header of a management call to its principal. */
@NullMarked
package net.authproxy.web.authentication;

import org.jspecify.annotations.NullMarked;

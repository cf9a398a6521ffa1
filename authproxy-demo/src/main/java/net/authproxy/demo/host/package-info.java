/** A demo host application: a small product whose users connect their accounts through AuthProxy. */
@NullMarked
package net.authproxy.demo.host;

import org.jspecify.annotations.NullMarked;

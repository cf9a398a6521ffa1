/** Who am I and why may I (contract 4.6). */
@NullMarked
package net.authproxy.web.me;

import org.jspecify.annotations.NullMarked;

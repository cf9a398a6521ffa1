/** A demo third party for the quickstart and for tests. */
@NullMarked
package net.authproxy.demo;

import org.jspecify.annotations.NullMarked;

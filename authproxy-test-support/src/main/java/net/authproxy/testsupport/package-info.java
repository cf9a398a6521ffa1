/** Real servers and fixtures that tests of every module share. */
@NullMarked
package net.authproxy.testsupport;

import org.jspecify.annotations.NullMarked;

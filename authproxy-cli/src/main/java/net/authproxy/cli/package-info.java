/** The authproxy command line: signs its own tokens, calls the API over HTTP and never loads server code. */
@NullMarked
package net.authproxy.cli;

import org.jspecify.annotations.NullMarked;

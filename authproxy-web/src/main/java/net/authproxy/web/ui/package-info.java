/** Serves the files of a web UI beside an API (contract 2.1). */
@NullMarked
package net.authproxy.web.ui;

import org.jspecify.annotations.NullMarked;

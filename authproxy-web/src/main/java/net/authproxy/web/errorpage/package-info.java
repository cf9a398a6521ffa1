/** What a browser sees when a page route fails (contract 5.6). */
@NullMarked
package net.authproxy.web.errorpage;

import org.jspecify.annotations.NullMarked;

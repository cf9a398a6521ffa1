/** What public, api and admin-api all mount. */
@NullMarked
package net.authproxy.web;

import org.jspecify.annotations.NullMarked;

/** The admin-api service. */
@NullMarked
package net.authproxy.adminapi;

import org.jspecify.annotations.NullMarked;

/** The whole product in one JVM: real listeners, real databases, real Redis, the demo third party behind it. */
@NullMarked
package net.authproxy.server;

import org.jspecify.annotations.NullMarked;

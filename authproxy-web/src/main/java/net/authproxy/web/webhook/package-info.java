/** Routes of webhooks and their deliveries (contract 12). */
@NullMarked
package net.authproxy.web.webhook;

import org.jspecify.annotations.NullMarked;

/**
 * An OAuth 2.0 and OpenID Connect provider for the quickstart and for tests, with faults that can be switched on.
 * {@link net.authproxy.demo.oauth2.OAuth2Provider} is the way in.
 */
@NullMarked
package net.authproxy.demo.oauth2;

import org.jspecify.annotations.NullMarked;

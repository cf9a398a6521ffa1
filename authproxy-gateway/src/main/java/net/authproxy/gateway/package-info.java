/**
 * The data plane: the public listener of a service, both proxy forms, health, and the way to the control plane. Started
 * by each service's application; asks the core one question through {@code ProxyGate}.
 */
@NullMarked
package net.authproxy.gateway;

import org.jspecify.annotations.NullMarked;

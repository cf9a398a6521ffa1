package net.authproxy.demo.host;

import java.net.URI;
import java.nio.file.Path;

/**
 * What the host application starts with.
 *
 * @param port 0 for any free one
 * @param publicUrl AuthProxy's service for browsers, without a slash at the end
 * @param apiUrl AuthProxy's service for this application's backend, without a slash at the end
 * @param key PEM file with this application's own P-256 key; its public half is AuthProxy's {@code jwt_signing_key}
 */
public record HostSettings(int port, URI publicUrl, URI apiUrl, Path key) {}

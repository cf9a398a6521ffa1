package net.authproxy.core.oauth2;

import java.nio.file.Path;

/** Where token answers wait while the database is away. */
public record SpoolDirectory(Path path) {}

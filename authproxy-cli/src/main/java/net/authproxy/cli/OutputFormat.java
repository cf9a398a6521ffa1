package net.authproxy.cli;

/** The forms of {@code -o}. */
enum OutputFormat {
    JSON,
    YAML,
    TABLE
}

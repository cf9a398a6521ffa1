package net.authproxy.web.connector;

import net.authproxy.core.authorization.Authorizer;

/** Numbers of versions in paths. */
final class VersionNumber {

    private static final int MAX_DIGITS = 9;

    private VersionNumber() {}

    /** What is no number is the name of no version: not found. */
    static int parse(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Authorizer.notFound();
        }
        return Integer.parseInt(text);
    }
}

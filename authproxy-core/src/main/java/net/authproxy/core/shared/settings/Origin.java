package net.authproxy.core.shared.settings;

/**
 * Where a value was written.
 *
 * @param source file name, or {@code environment NAME}
 * @param line counted from 1; 0 when the source has no lines
 */
record Origin(String source, int line) {

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}

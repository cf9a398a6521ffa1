package net.authproxy.core.shared.settings;

/**
 * One thing wrong with the configuration.
 *
 * @param source file name, or {@code environment NAME}
 * @param line counted from 1; 0 when unknown
 * @param path the key, such as {@code public.port} or {@code system_auth.actors[0].key}; empty for the whole
 * @param reason what is wrong and what is expected; never repeats the value, which may be a secret
 */
public record Finding(String source, int line, String path, String reason) {

    @Override
    public String toString() {
        String where = line == 0 ? source : source + ":" + line;
        return where + ": " + (path.isEmpty() ? "" : path + ": ") + reason;
    }
}

package net.authproxy.core.shared.settings;

/**
 * A block of the configuration file and the record it becomes.
 *
 * @param name the key at the top of the file
 * @param type the record, or a {@link Union}
 * @param required whether its absence stops the start; an absent one that is not required takes its defaults when all
 *     its members have some
 */
public record SettingsBlock<T>(String name, Class<T> type, boolean required) {

    public static <T> SettingsBlock<T> required(String name, Class<T> type) {
        return new SettingsBlock<>(name, type, true);
    }

    public static <T> SettingsBlock<T> optional(String name, Class<T> type) {
        return new SettingsBlock<>(name, type, false);
    }
}

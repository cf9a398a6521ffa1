package net.authproxy.core.connector.definition;

import java.util.Optional;

/** The machine's environment and files, as definitions may refer to them. */
public interface ValueSource {

    /** The variable's value; empty if it is unset. */
    Optional<String> environment(String name);

    /** The file's content; a leading {@code ~/} is the home directory; empty if it cannot be read. */
    Optional<byte[]> file(String path);
}

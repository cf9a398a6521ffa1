package net.authproxy.core.shared.settings.service;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.Validated;

/** Serves a web UI beside the API. */
public record StaticSettings(
        @Doc("Path the UI appears at; the packaged UI is made for /.") @Default("/")
        String mountAt,

        @Doc("Directory with the UI's files; empty: the packaged UI.") @Default("''")
        String serveFrom)
        implements Validated {

    private static final Pattern MOUNT = Pattern.compile("/|(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");

    @Override
    public void validate(Findings findings) {
        if (!MOUNT.matcher(mountAt).matches()) {
            findings.add("mount_at", "must start with /, as / or /connect, without a slash at the end");
        } else if (serveFrom.isEmpty() && !mountAt.equals("/")) {
            findings.add(
                    "mount_at", "must be / for the packaged UI; serve_from names a UI that was built for another path");
        }
        if (!serveFrom.isEmpty() && !isDirectory(serveFrom)) {
            findings.add("serve_from", "is no directory that can be read");
        }
    }

    private static boolean isDirectory(String text) {
        try {
            Path directory = Path.of(text);
            return Files.isDirectory(directory) && Files.isReadable(directory);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}

package net.authproxy.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import net.authproxy.core.authentication.ActorSourceSettings;
import net.authproxy.core.authentication.SystemAuthSettings;
import net.authproxy.core.connector.ConnectorsSettings;
import net.authproxy.core.shared.settings.KeyData;
import net.authproxy.core.shared.settings.Settings;

/**
 * First start below the data directory: the key file and the directories that the configuration names and that are not
 * there yet (contract 13.3). Files elsewhere are the operator's: a missing one stops the start.
 */
final class EmbeddedDefaults {

    private static final int KEY_BYTES = 32;

    private EmbeddedDefaults() {}

    static void prepare(Settings settings) {
        SystemAuthSettings auth = settings.get(SystemAuthSettings.class);
        try {
            if (auth.globalAesKey().current() instanceof KeyData.File file && isBelow(file.path(), settings)) {
                makeKey(file.path());
            }
            if (auth.actors() instanceof ActorSourceSettings.KeyDirectory keys && isBelow(keys.keysPath(), settings)) {
                Files.createDirectories(keys.keysPath());
            }
            Path connectors = settings.get(ConnectorsSettings.class).loadFromDir();
            if (connectors != null && isBelow(connectors, settings)) {
                Files.createDirectories(connectors);
            }
        } catch (IOException e) {
            throw new StartException("the data directory " + settings.dataDir() + " cannot be written");
        }
    }

    private static boolean isBelow(Path path, Settings settings) {
        return path.toAbsolutePath()
                .normalize()
                .startsWith(settings.dataDir().toAbsolutePath().normalize());
    }

    private static void makeKey(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (Files.exists(file)) {
            return;
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        // Written aside and linked into place: a crash leaves no half key, and a key that is there is never replaced.
        Path aside = Files.createTempFile(
                directory == null ? Path.of("") : directory,
                "new-key",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(aside, key);
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster: its key is the one.
            return;
        } finally {
            Files.delete(aside);
        }
    }
}

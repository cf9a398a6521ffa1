package net.authproxy.core.actor;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.jose.KeyRejectedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory whose {@code *.pub} files are actors in {@code root}; the file's stem is the external id (contract 4.2). */
public final class KeyDirectory implements ActorSource {

    private static final Logger log = LoggerFactory.getLogger(KeyDirectory.class);
    private static final String SUFFIX = ".pub";
    private static final long MAX_BYTES = 64 * 1024;

    private final Path directory;
    private final List<Permission> permissions;

    public KeyDirectory(Path directory, List<Permission> permissions) {
        this.directory = directory;
        this.permissions = List.copyOf(permissions);
    }

    @Override
    public String name() {
        return "public-key-dir";
    }

    /**
     * Reads all files.
     *
     * @throws AuthProxyException when the directory itself cannot be read: an empty answer would delete everybody
     */
    @Override
    public ActorListing read() {
        List<ConfiguredActor> actors = new ArrayList<>();
        Set<String> unreadable = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "?*" + SUFFIX)) {
            for (Path file : files) {
                readOne(file, actors, unreadable);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new AuthProxyException(
                    ErrorCode.UNAVAILABLE, "system_auth.actors.keys_path: " + directory + " cannot be read", e);
        }
        return new ActorListing(actors, unreadable);
    }

    private void readOne(Path file, List<ConfiguredActor> actors, Set<String> unreadable) {
        Path fileName = file.getFileName();
        String name = fileName == null ? "" : fileName.toString();
        String externalId = name.substring(0, name.length() - SUFFIX.length());
        try {
            if (!NewActor.isExternalId(externalId)) {
                throw new KeyRejectedException("the file's name is no external id: 1 to 255 visible characters");
            }
            KeyMaterial.PublicKey material = new KeyMaterial.PublicKey(text(file), Optional.empty());
            material.toKey();
            NewActorKey key = new NewActorKey(material, name, false);
            actors.add(new ConfiguredActor(NamespacePath.ROOT, externalId, permissions, Map.of(), key));
        } catch (KeyRejectedException e) {
            unreadable(externalId, e.reason(), unreadable);
        } catch (IOException e) {
            unreadable(externalId, e.getClass().getSimpleName(), unreadable);
        }
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new KeyRejectedException("the file is too long for a public key");
        }
        return Files.readString(file).strip();
    }

    /** One bad or half-written file must not lock anybody out; the text of a key is never logged. */
    private static void unreadable(String externalId, String reason, Set<String> unreadable) {
        unreadable.add(externalId);
        log.warn("reason=key_file_refused actor={} detail={}", externalId, reason);
    }
}

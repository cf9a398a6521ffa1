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
            KeyMaterial.PublicKey material =
                    new KeyMaterial.PublicKey(Files.readString(file).strip(), Optional.empty());
            material.toKey();
            NewActorKey key = new NewActorKey(material, name, false);
            actors.add(new ConfiguredActor(NamespacePath.ROOT, externalId, permissions, Map.of(), key));
        } catch (KeyRejectedException | IOException e) {
            // One bad or half-written file must not lock anybody out; the text of a key is never logged.
            unreadable.add(externalId);
            log.warn("reason=key_file_refused file={} detail={}", name, e.getMessage());
        }
    }
}

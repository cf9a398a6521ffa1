package net.authproxy.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import net.authproxy.jose.KeyRejectedException;
import net.authproxy.jose.PassphraseRequiredException;
import net.authproxy.jose.PrivateKeys;
import net.authproxy.jose.PublicKeys;
import net.authproxy.jose.SharedSecrets;
import net.authproxy.jose.SigningKey;
import net.authproxy.jose.VerificationKey;
import org.jspecify.annotations.Nullable;

/** Reads key files, and warns when others could too. */
final class KeyFiles {

    private static final int MAX_BYTES = 64 * 1024;
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final CliContext context;

    KeyFiles(CliContext context) {
        this.context = context;
    }

    SigningKey privateKey(Path file) {
        warnIfReadableByOthers(file);
        String text = new String(read(file), StandardCharsets.ISO_8859_1);
        try {
            return PrivateKeys.parse(text, null);
        } catch (PassphraseRequiredException e) {
            return unlock(file, text);
        } catch (KeyRejectedException e) {
            throw refused(file, e);
        }
    }

    SigningKey sharedSecret(Path file) {
        warnIfReadableByOthers(file);
        try {
            return SigningKey.hmac(SharedSecrets.fromFile(read(file)));
        } catch (KeyRejectedException e) {
            throw refused(file, e);
        }
    }

    VerificationKey publicKey(Path file, @Nullable String alg) {
        try {
            return PublicKeys.parse(new String(read(file), StandardCharsets.UTF_8), alg);
        } catch (KeyRejectedException e) {
            throw refused(file, e);
        }
    }

    private SigningKey unlock(Path file, String text) {
        Optional<char[]> passphrase =
                context.variable("AUTHPROXY_KEY_PASSPHRASE").map(String::toCharArray);
        char[] letters = passphrase
                .or(() -> context.prompt().ask(file))
                .orElseThrow(() -> new CliException(
                        file + " is encrypted; set AUTHPROXY_KEY_PASSPHRASE or run this on a terminal"));
        try {
            return PrivateKeys.parse(text, letters);
        } catch (KeyRejectedException e) {
            throw refused(file, e);
        } finally {
            Arrays.fill(letters, '\0');
        }
    }

    private void warnIfReadableByOthers(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.stream().anyMatch(OTHERS::contains)) {
                context.warn(file + " can be read by others; run chmod 600 " + file);
            }
        } catch (UnsupportedOperationException | IOException e) {
            // No such permissions on this file system, or no such file: reading it will tell.
            return;
        }
    }

    private static byte[] read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new CliException(file + " is too large for a key");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CliException("there is no key file " + file);
        } catch (IOException e) {
            throw new CliException("cannot read the key file " + file);
        }
    }

    private static CliException refused(Path file, KeyRejectedException refusal) {
        return new CliException(file + ": " + refusal.reason());
    }
}

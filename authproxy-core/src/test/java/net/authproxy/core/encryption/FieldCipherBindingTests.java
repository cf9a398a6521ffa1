package net.authproxy.core.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.authproxy.core.shared.resource.NamespacePath;
import org.junit.jupiter.api.Test;

/** A ciphertext opens only where it was sealed (security C3). */
class FieldCipherBindingTests {

    private static final NamespacePath HERE = new NamespacePath("root.a");
    private static final NamespacePath THERE = new NamespacePath("root.b");
    private static final int PAIRS = Purpose.values().length * (Purpose.values().length - 1);
    private static final byte[] PLAIN = "a refresh token".getBytes(StandardCharsets.UTF_8);

    // Two ids with the same bytes: only the associated data can tell them apart.
    private final FieldCipher cipher = TestKeys.cipher(TestKeys.global("ekv_1", 2, 1), TestKeys.global("ekv_2", 1, 1));

    /** Something that seals for a place. */
    private interface Sealing {

        EncryptedField seal(Purpose purpose, NamespacePath namespace, String row);

        byte[] open(Purpose purpose, NamespacePath namespace, String row, EncryptedField field);

        default boolean opens(Purpose purpose, NamespacePath namespace, String row, EncryptedField field) {
            try {
                open(purpose, namespace, row, field);
                return true;
            } catch (UndecryptableException e) {
                return false;
            }
        }
    }

    @Test
    void opensNowhereElse() {
        Moves moves = Moves.of(bound());

        assertThat(moves).isEqualTo(new Moves(Purpose.values().length, 0, 0, 0, 0));
    }

    @Test
    void theSameMovesSucceedWithACipherThatBindsNothing() {
        int purposes = Purpose.values().length;

        Moves moves = Moves.of(unbound());

        assertThat(moves).isEqualTo(new Moves(purposes, 3 * PAIRS, purposes, purposes, purposes));
    }

    @Test
    void globalValuesOpenOnlyForTheirPurposeAndId() {
        int opened = 0;
        for (Purpose from : Purpose.values()) {
            EncryptedField field = cipher.sealGlobal(from, "id-1", PLAIN);
            assertThat(cipher.openGlobal(from, "id-1", field)).isEqualTo(PLAIN);
            for (Purpose to : Purpose.values()) {
                opened += to != from && opensGlobal(to, "id-1", field) ? 1 : 0;
                opened += opensGlobal(to, "id-2", field) ? 1 : 0;
                opened += bound().opens(to, HERE, "id-1", field) ? 1 : 0;
            }
        }

        assertThat(opened).isZero();
    }

    @Test
    void associatedDataCannotBeShiftedFromOneFieldToTheNext() {
        List<String> parts = List.of("", "a", "aa", "aaa", "a.a", "-");
        Set<String> seen = new HashSet<>();
        int made = 0;
        for (Purpose purpose : Purpose.values()) {
            for (String row : parts) {
                for (String namespace : parts) {
                    for (String version : parts) {
                        byte[] data = AssociatedData.of(purpose, row, namespace, version);
                        seen.add(HexFormat.of().formatHex(data));
                        made++;
                    }
                }
            }
        }

        assertThat(seen).hasSize(made).hasSize(Purpose.values().length * 216);
    }

    @Test
    void sealsTheSameTextDifferentlyEachTime() {
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 1_000; i++) {
            seen.add(cipher.seal(Purpose.ACTOR_KEY, HERE, "row", PLAIN).data());
        }

        assertThat(seen).hasSize(1_000);
    }

    private boolean opensGlobal(Purpose purpose, String id, EncryptedField field) {
        try {
            cipher.openGlobal(purpose, id, field);
            return true;
        } catch (UndecryptableException e) {
            return false;
        }
    }

    private Sealing bound() {
        return new Sealing() {
            @Override
            public EncryptedField seal(Purpose purpose, NamespacePath namespace, String row) {
                return cipher.seal(purpose, namespace, row, PLAIN);
            }

            @Override
            public byte[] open(Purpose purpose, NamespacePath namespace, String row, EncryptedField field) {
                return cipher.open(purpose, namespace, row, field);
            }
        };
    }

    /** The positive control: one key, no associated data. */
    private static Sealing unbound() {
        SecretKey key = new SecretKeySpec(new byte[32], "AES");
        return new Sealing() {
            @Override
            public EncryptedField seal(Purpose purpose, NamespacePath namespace, String row) {
                byte[] sealed = new AesGcm(new SecureRandom()).seal(key, new byte[0], PLAIN);
                return new EncryptedField("ekv_1", Base64.getEncoder().encodeToString(sealed));
            }

            @Override
            public byte[] open(Purpose purpose, NamespacePath namespace, String row, EncryptedField field) {
                byte[] sealed = Base64.getDecoder().decode(field.data());
                try {
                    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
                    gcm.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, sealed, 0, 12));
                    return gcm.doFinal(sealed, 12, sealed.length - 12);
                } catch (GeneralSecurityException e) {
                    throw new UndecryptableException("authentication failed");
                }
            }
        };
    }

    /** How many values opened at home, and after each kind of move. */
    private record Moves(int home, int purposes, int rows, int namespaces, int versions) {

        static Moves of(Sealing sealing) {
            Moves sum = new Moves(0, 0, 0, 0, 0);
            for (Purpose from : Purpose.values()) {
                sum = sum.plus(from, sealing, sealing.seal(from, HERE, "row-1"));
            }
            return sum;
        }

        private Moves plus(Purpose from, Sealing sealing, EncryptedField field) {
            int moved = 0;
            for (Purpose to : Purpose.values()) {
                if (to != from) {
                    moved += one(sealing.opens(to, HERE, "row-1", field));
                    moved += one(sealing.opens(to, HERE, "row-2", field));
                    moved += one(sealing.opens(to, THERE, "row-1", field));
                }
            }
            EncryptedField otherVersion = new EncryptedField("ekv_2", field.data());
            return new Moves(
                    home + one(sealing.opens(from, HERE, "row-1", field)),
                    purposes + moved,
                    rows + one(sealing.opens(from, HERE, "row-2", field)),
                    namespaces + one(sealing.opens(from, THERE, "row-1", field)),
                    versions + one(sealing.opens(from, HERE, "row-1", otherVersion)));
        }

        private static int one(boolean opened) {
            return opened ? 1 : 0;
        }
    }
}

package net.authproxy.core.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.authproxy.core.shared.resource.NamespacePath;
import org.junit.jupiter.api.Test;

/** 300 damages for each purpose: one typed error, without the plaintext in it (security C5). */
class FieldCipherDamageTests {

    private static final NamespacePath NAMESPACE = new NamespacePath("root.a");
    private static final String SECRET = "s3cr3t-refresh-token";
    private static final int FLIPS = 200;
    private static final int CUTS = 48;
    private static final int LONGER = 40;
    private static final int MIB = 1 << 20;

    // Base64 of 64 MiB less a little, made once: it is the size that matters, not the content.
    private static final String HUGE = "QUFB".repeat(16 * MIB);

    private final FieldCipher cipher = TestKeys.cipher(TestKeys.global("ekv_1", 2, 1), TestKeys.global("ekv_2", 1, 2));

    @Test
    void everyDamageIsRefusedWithOneTypedError() {
        Random random = new Random(2026);
        int refused = 0;
        for (Purpose purpose : Purpose.values()) {
            EncryptedField field = cipher.seal(purpose, NAMESPACE, "row", SECRET.getBytes(StandardCharsets.UTF_8));
            List<EncryptedField> damages = damages(field, random);
            assertThat(damages).hasSize(300);
            for (EncryptedField damaged : damages) {
                Throwable error = catchThrowable(() -> cipher.open(purpose, NAMESPACE, "row", damaged));
                assertThat(error).isExactlyInstanceOf(UndecryptableException.class);
                assertThat(error.getMessage()).doesNotContain(SECRET).hasSizeLessThan(100);
                refused++;
            }
            assertThat(cipher.open(purpose, NAMESPACE, "row", field)).asString().isEqualTo(SECRET);
        }

        assertThat(refused).isEqualTo(300 * Purpose.values().length);
    }

    private static List<EncryptedField> damages(EncryptedField field, Random random) {
        byte[] sealed = Base64.getDecoder().decode(field.data());
        List<EncryptedField> damages = new ArrayList<>();
        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = sealed.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            damages.add(of(field, flipped));
        }
        for (int length = sealed.length - CUTS; length < sealed.length; length++) {
            damages.add(of(field, Arrays.copyOf(sealed, length)));
        }
        for (int more = 1; more <= LONGER; more++) {
            damages.add(of(field, Arrays.copyOf(sealed, sealed.length + more)));
        }
        damages.addAll(oddities(field, sealed));
        return damages;
    }

    private static List<EncryptedField> oddities(EncryptedField field, byte[] sealed) {
        byte[] reversed = new byte[sealed.length];
        for (int i = 0; i < sealed.length; i++) {
            reversed[i] = sealed[sealed.length - 1 - i];
        }
        byte[] shifted = new byte[sealed.length + 1];
        System.arraycopy(sealed, 0, shifted, 1, sealed.length);
        return List.of(
                new EncryptedField(field.keyVersionId(), ""),
                new EncryptedField(field.keyVersionId(), "not base64 !"),
                new EncryptedField(field.keyVersionId(), field.data().replace('A', '-') + "_"),
                new EncryptedField(field.keyVersionId(), field.data() + field.data()),
                new EncryptedField(field.keyVersionId(), HUGE),
                new EncryptedField("ekv_2", field.data()),
                new EncryptedField("ekv_unknown", field.data()),
                new EncryptedField("", field.data()),
                new EncryptedField("ek_global", field.data()),
                of(field, reversed),
                of(field, shifted),
                of(field, new byte[sealed.length]));
    }

    private static EncryptedField of(EncryptedField field, byte[] bytes) {
        return new EncryptedField(field.keyVersionId(), Base64.getEncoder().encodeToString(bytes));
    }
}

package net.authproxy.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Goal C5 and F1 in small: whatever comes in, the only way out is one of our own refusals. */
@Tag("C5")
class HostileInputTests {

    private static final long SEED = 20261124;

    private final Random random = new Random(SEED);

    @Test
    void answersEveryDamagedPublicKeyWithARefusal() {
        List<String> seeds = new ArrayList<>();
        for (String name : TestKeys.NAMES) {
            seeds.add(TestKeys.text(name + ".pub"));
            seeds.add(TestKeys.text(name + ".spki.pem"));
        }
        seeds.add(TestKeys.text("rsa.pkcs1.pub.pem"));
        seeds.add("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}");

        hammer(seeds, 300, text -> PublicKeys.parse(text, null));
    }

    @Test
    void answersEveryDamagedPrivateKeyWithARefusal() {
        List<String> seeds = new ArrayList<>();
        for (String name : TestKeys.NAMES) {
            seeds.add(TestKeys.text(name + ".openssh"));
            seeds.add(TestKeys.text(name + ".pkcs8.pem"));
            if (!name.equals("ed25519")) {
                seeds.add(TestKeys.text(name + ".pem"));
                seeds.add(TestKeys.text(name + ".encrypted.pem"));
            }
        }

        hammer(seeds, 300, text -> PrivateKeys.parse(text, TestKeys.PASSPHRASE.toCharArray()));
    }

    @Test
    void answersEveryDamagedTokenWithARefusal() {
        SigningKey key = TestKeys.signing("ed25519");
        String token = JwsSigner.sign(Map.of("sub", "a", "aud", List.of("api"), "exp", 7), key, "ak_1");

        hammer(List.of(token), 20_000, text -> {
            JwtClaims claims = CompactJws.parse(text).claims();
            claims.subject();
            claims.audience();
            claims.expiresAt();
        });
    }

    private void hammer(List<String> seeds, int rounds, Consumer<String> parser) {
        for (String seed : seeds) {
            for (int round = 0; round < rounds; round++) {
                String text = round % 2 == 0 ? damaged(seed) : damagedInside(seed);
                try {
                    parser.accept(text);
                } catch (KeyRejectedException | InvalidTokenException | ClaimException e) {
                    assertThat(e.getCause()).isNull();
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + SEED + ": " + e + " from\n" + text, e);
                }
            }
        }
    }

    private String damaged(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0 && !changed.isEmpty(); i--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(4)) {
                case 0 -> changed.setCharAt(at, (char) random.nextInt(0x180));
                case 1 -> changed.deleteCharAt(at);
                case 2 -> changed.insert(at, (char) (32 + random.nextInt(96)));
                default -> changed.setLength(Math.max(1, at));
            }
        }
        return changed.toString();
    }

    /** Damages the bytes behind the base64, so that the damage reaches the parsers below. */
    private String damagedInside(String text) {
        int start = longestBase64(text)[0];
        int end = longestBase64(text)[1];
        String letters = text.substring(start, end).replaceAll("\\s", "").replace("=", "");
        byte[] bytes = Base64.getUrlDecoder().decode(letters.replace('+', '-').replace('/', '_'));
        for (int i = random.nextInt(3); i >= 0; i--) {
            int early = Math.min(bytes.length, 40);
            int at = random.nextBoolean() ? random.nextInt(bytes.length) : random.nextInt(early);
            bytes[at] = (byte) random.nextInt(256);
        }
        boolean urlSafe = text.startsWith("{") || text.startsWith("ey");
        String encoded =
                urlSafe ? StrictBase64Url.encode(bytes) : Base64.getEncoder().encodeToString(bytes);
        return text.substring(0, start) + encoded + text.substring(end);
    }

    private static int[] longestBase64(String text) {
        String body = text.startsWith("-----") ? "[A-Za-z0-9+/=\\n]+(?=\\n-----END)" : "[A-Za-z0-9+/_-]{30,}=*";
        Matcher matcher = Pattern.compile(body).matcher(text);
        int[] longest = {0, 0};
        while (matcher.find()) {
            if (matcher.end() - matcher.start() > longest[1] - longest[0]) {
                longest = new int[] {matcher.start(), matcher.end()};
            }
        }
        assertThat(longest[1]).isPositive();
        return longest;
    }
}

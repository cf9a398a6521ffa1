package net.authproxy.server;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.jose.SigningKey;
import org.jspecify.annotations.Nullable;

/** The tokens of {@code jwt/attack_variants.json}: one list per row, every one of them to be refused. */
final class AttackTokens {

    static final byte[] HMAC_SECRET = "an-hmac-secret-of-the-actor-h-0123456789".getBytes(StandardCharsets.UTF_8);

    private static final BigInteger ED25519_ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    final KeyPair rsa = KeyFiles.generate("RSA", 2048);
    final KeyPair ec = KeyFiles.generate("EC", 256);
    final KeyPair ed = KeyFiles.ed25519();
    private final KeyPair stranger = KeyFiles.ed25519();

    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    AttackTokens() {
        algorithms();
        confusion();
        swaps();
        trust();
        times();
        audiences();
        headers();
        syntax();
        signatures();
        nonces();
    }

    /** By row id. */
    Map<String, List<String>> rows() {
        return rows;
    }

    private void row(String id, String... tokens) {
        rows.put(id, List.of(tokens));
    }

    private static Map<String, Object> claims(String externalId) {
        return Tokens.of(externalId).with("actor_signed", true).claims();
    }

    /** A good token of the actor {@code e} with one claim changed; null removes it. */
    private String changed(String claim, @Nullable Object value) {
        return ed(Tokens.of("e").with("actor_signed", true).with(claim, value).claims());
    }

    private String ed(Object claims) {
        return RawTokens.signed("Ed25519", ed.getPrivate(), RawTokens.input(RawTokens.header("EdDSA"), claims));
    }

    private String edHeader(String name, Object value) {
        Map<String, Object> header = RawTokens.header("EdDSA");
        header.put(name, value);
        return RawTokens.signed("Ed25519", ed.getPrivate(), RawTokens.input(header, claims("e")));
    }

    private void algorithms() {
        Map<String, Object> odd = new LinkedHashMap<>();
        odd.put("j002", "None");
        odd.put("j003", "NONE");
        odd.put("j005", "");
        odd.put("j006", " none");
        odd.put("j009", 0);
        odd.put("j010", List.of());
        odd.put("j011", "null");
        odd.put("j014", "hs256");
        String signature = ed(claims("e")).split("\\.")[2];
        odd.forEach((id, alg) -> {
            String input = RawTokens.input(RawTokens.header(alg), claims("e"));
            row(id, input + ".", input + "." + signature);
        });
        String without = RawTokens.input(Map.of("typ", "JWT"), claims("e"));
        row("j012", without + ".", without + "." + signature);
        row(
                "j015",
                Arrays.stream(new String[] {"HS1", "HS224", "MD5"})
                        .map(alg -> RawTokens.hmac(
                                "HmacSHA1", HMAC_SECRET, RawTokens.input(RawTokens.header(alg), claims("h"))))
                        .toArray(String[]::new));
    }

    private void confusion() {
        String pem = KeyFiles.publicPem(rsa);
        byte[] der = rsa.getPublic().getEncoded();
        byte[] blob = KeyFiles.openSshBlob(ed);
        RSAPublicKey key = (RSAPublicKey) rsa.getPublic();
        byte[] modulus = key.getModulus().toByteArray();
        byte[] pkcs1 = Arrays.copyOfRange(der, 24, der.length);
        String jwk = RawTokens.json(Map.of(
                "kty",
                "RSA",
                "n",
                RawTokens.encode(modulus),
                "e",
                RawTokens.encode(key.getPublicExponent().toByteArray())));
        String oneLine = "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob);
        confused("j016", "HS256", "r", pem.getBytes(StandardCharsets.UTF_8));
        confused("j017", "HS256", "r", pem.strip().getBytes(StandardCharsets.UTF_8));
        confused("j018", "HS256", "r", der);
        confused("j021", "HS256", "e", blob);
        confused("j025", "HS384", "r", pem.strip().getBytes(StandardCharsets.UTF_8));
        confused("j026", "HS384", "r", der);
        confused("j027", "HS384", "r", pkcs1);
        confused("j028", "HS384", "e", oneLine.getBytes(StandardCharsets.UTF_8));
        confused("j029", "HS384", "e", blob);
        confused("j030", "HS384", "r", jwk.getBytes(StandardCharsets.UTF_8));
        confused("j031", "HS384", "r", modulus);
        confused("j032", "HS512", "r", pem.getBytes(StandardCharsets.UTF_8));
        confused("j033", "HS512", "r", pem.strip().getBytes(StandardCharsets.UTF_8));
        confused("j034", "HS512", "r", der);
        confused("j038", "HS512", "r", jwk.getBytes(StandardCharsets.UTF_8));
        confused("j039", "HS512", "r", modulus);
    }

    private void confused(String id, String alg, String actor, byte[] key) {
        String mac = "HmacSHA" + alg.substring(2);
        Tokens plain = Tokens.of(actor);
        row(
                id,
                RawTokens.hmac(mac, key, RawTokens.input(RawTokens.header(alg), plain.claims())),
                RawTokens.hmac(
                        mac,
                        key,
                        RawTokens.input(
                                RawTokens.header(alg),
                                plain.with("actor_signed", true).claims())));
    }

    private void swaps() {
        row(
                "j040",
                RawTokens.signed(
                        "RSASSA-PSS", rsa.getPrivate(), RawTokens.input(RawTokens.header("PS256"), claims("r"))));
        row(
                "j041",
                RawTokens.signed(
                        "SHA512withRSA", rsa.getPrivate(), RawTokens.input(RawTokens.header("RS512"), claims("r"))));
        row(
                "j042",
                RawTokens.signed(
                        "SHA1withRSA", rsa.getPrivate(), RawTokens.input(RawTokens.header("RS1"), claims("r"))));
        row(
                "j044",
                RawTokens.signed(
                        "SHA256withECDSAinP1363Format",
                        ec.getPrivate(),
                        RawTokens.input(RawTokens.header("ES256K"), claims("c"))));
        row(
                "j045",
                RawTokens.signed("Ed25519", ed.getPrivate(), RawTokens.input(RawTokens.header("ES256"), claims("e"))));
        row(
                "j046",
                RawTokens.signed(
                        "SHA256withRSA", rsa.getPrivate(), RawTokens.input(RawTokens.header("EdDSA"), claims("r"))));
    }

    private void trust() {
        byte[] guess = new byte[32];
        String system = RawTokens.input(RawTokens.header("HS256"), claims("e"));
        row("j048", RawTokens.hmac("HmacSHA256", guess, system), RawTokens.hmac("HmacSHA256", HMAC_SECRET, system));
        row("j051", changed("actor_signed", "true"));
        row(
                "j053",
                RawTokens.hmac(
                        "HmacSHA256", HMAC_SECRET, RawTokens.input(RawTokens.header("HS256"), claims("unknown"))));
        row("j056", changed("namespace", "root.sibling"));
        row("j059", ed(claims("r")), ed(claims("c")), ed(claims("h")));
        row("j060", changed("actor", Map.of("external_id", "e", "namespace", "root", "permissions", List.of("*"))));
        row(
                "j061",
                changed("actor", Map.of("external_id", "e", "namespace", "root", "labels", Map.of("tenant", "t9"))));
        row(
                "j062",
                changed(
                        "actor",
                        Map.of("external_id", "e", "namespace", "root", "id", "act_01kb2q6r3v8w9x0y1z2a3b4c5d")));
        row("j063", changed("actor", Map.of("external_id", "r", "namespace", "root")));
        row("j064", changed("actor", Map.of("external_id", "e", "namespace", "root.sibling")));
        row("j066", ed(RawTokens.json(claims("e")).replaceFirst("\\{", "{\"permissions\":null,")));
        row("j067", changed("permissions", "*"));
        row(
                "j070",
                changed(
                        "permissions",
                        List.of(Map.of(
                                "namespace", "root.**", "resources", List.of("actors"), "verbs", List.of("gett")))));
    }

    private void times() {
        long now = Instant.now().getEpochSecond();
        row("j071", expired(now - 61), expired(now - 31_536_000));
        row(
                "j074",
                Arrays.stream(new String[] {"\"" + (now + 60) + "\"", now + 60 + ".5", "-1", "1e400", "NaN", "[1]"})
                        .map(exp -> ed(RawTokens.json(claims("e")).replaceFirst("\"exp\":\\d+", "\"exp\":" + exp)))
                        .toArray(String[]::new));
        row(
                "j076",
                ed(Tokens.of("e")
                        .with("iat", now + 3600)
                        .with("exp", now + 3700)
                        .claims()));
        row(
                "j077",
                ed(Tokens.of("e")
                        .with("iat", null)
                        .with("exp", now + 315_360_000)
                        .claims()));
        row(
                "j078",
                ed(Tokens.of("e").with("nbf", now + 40).with("exp", now + 30).claims()));
        row(
                "j080",
                expired(now - 300),
                ed(Tokens.of("e").with("nbf", now + 300).with("exp", now + 600).claims()));
    }

    private String expired(long exp) {
        return ed(Tokens.of("e").with("iat", exp - 60).with("exp", exp).claims());
    }

    private void audiences() {
        row("j081", changed("aud", null));
        row("j083", changed("aud", List.of()));
        row("j086", changed("aud", "api "), changed("aud", "API"), changed("aud", "api\0"));
        row("j087", changed("aud", 7), changed("aud", Map.of("api", true)));
        row(
                "j089",
                changed("sub", null),
                changed("sub", ""),
                changed("sub", "x".repeat(10_000)),
                changed("sub", "e\0"),
                changed("sub", "e\n"));
    }

    private void headers() {
        row("j090", edHeader("kid", "../../../dev/null"));
        row("j091", edHeader("kid", "' OR 1=1--"));
        row("j095", edHeader("jwk", Map.of("kty", "OKP", "crv", "Ed25519", "x", "AA")), embedded());
        row(
                "j096",
                edHeader("jku", "http://127.0.0.1:9/keys"),
                edHeader("x5u", "http://127.0.0.1:9/cert"),
                edHeader("x5c", List.of("AA")));
        row("j097", edHeader("x5t", "AAAA"));
        Map<String, Object> unencoded = RawTokens.header("EdDSA");
        unencoded.put("crit", List.of("b64"));
        unencoded.put("b64", false);
        row("j099", RawTokens.signed("Ed25519", ed.getPrivate(), RawTokens.input(unencoded, claims("e"))));
        row("j100", edHeader("crit", List.of()));
        row("j101", edHeader("zip", "DEF"));
        row("j102", edHeader("cty", "JWT"));
        Map<String, Object> pbes2 = RawTokens.header("PBES2-HS256+A128KW");
        pbes2.put("p2c", 1L << 31);
        row("j104", RawTokens.input(pbes2, claims("e")) + ".AAAA");
        String[] parts = ed(claims("e")).split("\\.");
        row(
                "j106",
                "{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\"" + parts[2]
                        + "\"}",
                "{\"payload\":\"" + parts[1] + "\",\"signatures\":[{\"protected\":\"" + parts[0] + "\",\"signature\":\""
                        + parts[2] + "\"}]}");
    }

    private String embedded() {
        byte[] spki = stranger.getPublic().getEncoded();
        Map<String, Object> header = RawTokens.header("EdDSA");
        header.put(
                "jwk",
                Map.of(
                        "kty",
                        "OKP",
                        "crv",
                        "Ed25519",
                        "x",
                        RawTokens.encode(Arrays.copyOfRange(spki, 12, spki.length))));
        return RawTokens.signed("Ed25519", stranger.getPrivate(), RawTokens.input(header, claims("e")));
    }

    private void syntax() {
        String good = ed(claims("e"));
        String[] parts = good.split("\\.");
        row("j108", good + ".AAAA");
        row("j109", good + ".AAAA.AAAA");
        row("j112", parts[0] + "." + parts[1] + "." + standardBase64());
        row("j113", parts[0] + ". " + parts[1] + "." + parts[2], parts[0] + "." + parts[1] + ".\t" + parts[2]);
        row("j114", parts[0] + "." + parts[1] + "." + withStrayBits(parts[2]));
        row("j115", "x", good + "A".repeat(8193 - good.length()));
        row(
                "j116",
                Arrays.stream(new String[] {"[]", "\"EdDSA\"", "7"})
                        .map(header ->
                                RawTokens.signed("Ed25519", ed.getPrivate(), RawTokens.input(header, claims("e"))))
                        .toArray(String[]::new));
        String json = RawTokens.json(claims("e"));
        row(
                "j119",
                ed(json.replaceFirst("\\{", "{\"\\\\u0065xp\":1,")),
                ed(json.replace("\"exp\"", "\"\\u0065xp\"").replaceFirst("xp\":\\d+", "xp\":1")));
        row("j122", ed(json.replaceFirst("\\{", "{\"x\":1e999999999,\"nbf\":1e999999999,")));
        row(
                "j123",
                ed(json.replaceFirst("\\{", "{\"x\":\"\\\\ud800\",\"sub2\":\"\\\\udc00\",")
                        .replace("\"e\"", "\"\\ud800\"")),
                invalidUtf8(json));
        row("j124", ed("\ufeff" + json));
    }

    /** The signature in the other alphabet; signed again until it has a letter in which the alphabets differ. */
    private String standardBase64() {
        for (int i = 0; ; i++) {
            String token = changed("jti", "jti-" + i).split("\\.")[2];
            if (token.contains("-") || token.contains("_")) {
                return token.replace('-', '+').replace('_', '/');
            }
        }
    }

    /** 64 bytes leave four unused bits in the last letter. */
    private static String withStrayBits(String signature) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(signature.charAt(signature.length() - 1));
        return signature.substring(0, signature.length() - 1) + alphabet.charAt(last | 1);
    }

    private String invalidUtf8(String json) {
        byte[] bytes = json.replace("\"e\"", "\"e?\"").getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '?' ? (byte) 0xff : bytes[i];
        }
        String input = RawTokens.encode(RawTokens.json(RawTokens.header("EdDSA"))) + "." + RawTokens.encode(bytes);
        return RawTokens.signed("Ed25519", ed.getPrivate(), input);
    }

    private void signatures() {
        List<String> flipped = new ArrayList<>();
        List<String> cut = new ArrayList<>();
        for (String good : goodTokens()) {
            int dot = good.lastIndexOf('.');
            byte[] signature = Base64.getUrlDecoder().decode(good.substring(dot + 1));
            for (int bit = 0; bit < 64; bit++) {
                byte[] other = signature.clone();
                int at = (int) ((long) bit * other.length * 8 / 64);
                other[at / 8] ^= (byte) (1 << (at % 8));
                flipped.add(good.substring(0, dot + 1) + RawTokens.encode(other));
            }
            for (int length : new int[] {signature.length - 1, signature.length / 2, 1, 0}) {
                cut.add(good.substring(0, dot + 1) + RawTokens.encode(Arrays.copyOf(signature, length)));
            }
        }
        rows.put("j125", flipped);
        rows.put("j126", cut);
        String input = RawTokens.input(RawTokens.header("ES256"), claims("c"));
        row("j128", RawTokens.signed("SHA256withECDSA", ec.getPrivate(), input));
        byte[] order = Arrays.copyOfRange(P256_ORDER.toByteArray(), 1, 33);
        byte[] twice = Arrays.copyOf(order, 64);
        System.arraycopy(order, 0, twice, 32, 32);
        row("j129", input + "." + RawTokens.encode(new byte[64]), input + "." + RawTokens.encode(twice));
        row("j131", malleable());
    }

    /** One good token per kind of key: they must pass, or the flips prove nothing. */
    List<String> goodTokens() {
        return List.of(
                RawTokens.hmac("HmacSHA256", HMAC_SECRET, RawTokens.input(RawTokens.header("HS256"), claims("h"))),
                RawTokens.signed(
                        "SHA256withECDSAinP1363Format",
                        ec.getPrivate(),
                        RawTokens.input(RawTokens.header("ES256"), claims("c"))),
                ed(claims("e")),
                RawTokens.signed(
                        "SHA256withRSA", rsa.getPrivate(), RawTokens.input(RawTokens.header("RS256"), claims("r"))));
    }

    /** The signature (R, S) as (R, S + L): the same for a verifier that does not check the range (RFC 8032 5.1.7). */
    private String malleable() {
        String input = RawTokens.input(RawTokens.header("EdDSA"), claims("e"));
        byte[] signature = RawTokens.signature("Ed25519", ed.getPrivate(), input);
        byte[] big = new byte[32];
        for (int i = 0; i < 32; i++) {
            big[31 - i] = signature[32 + i];
        }
        byte[] sum = new BigInteger(1, big).add(ED25519_ORDER).toByteArray();
        for (int i = 0; i < 32; i++) {
            signature[32 + i] = i < sum.length ? sum[sum.length - 1 - i] : 0;
        }
        return input + "." + RawTokens.encode(signature);
    }

    private void nonces() {
        long now = Instant.now().getEpochSecond();
        String nonce = "non_abcdefghijklmnop0123456789";
        row(
                "j143",
                ed(Tokens.of("e")
                        .with("actor_signed", true)
                        .with("exp", null)
                        .with("nonce", nonce)
                        .claims()));
        row(
                "j144",
                ed(Tokens.of("e")
                        .with("exp", now + 315_360_000)
                        .with("nonce", nonce + "b")
                        .claims()));
        row(
                "j145",
                changed("nonce", ""),
                changed("nonce", "nonce_abcdefghijklmnop0123456789"),
                changed("nonce", "non_abcdefghijklmnop\0"),
                changed("nonce", 7));
    }

    static SigningKey hmacKey() {
        return SigningKey.hmac(HMAC_SECRET);
    }
}

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Writes a key pair as PEM: private key file, public key file, algorithm (Ed25519, or EC for a P-256 key). */
class MakeKeyPair {
    public static void main(String[] args) throws Exception {
        KeyPair pair = generator(args[2]).generateKeyPair();
        write(args[0], "PRIVATE KEY", pair.getPrivate().getEncoded());
        write(args[1], "PUBLIC KEY", pair.getPublic().getEncoded());
    }

    private static KeyPairGenerator generator(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        return generator;
    }

    private static void write(String file, String label, byte[] der) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String pem = "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
        Files.writeString(Path.of(file), pem);
    }
}

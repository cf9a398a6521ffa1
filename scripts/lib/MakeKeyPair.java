import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** Writes an Ed25519 key pair as PEM, for machines without ssh-keygen: private key file, public key file. */
class MakeKeyPair {
    public static void main(String[] args) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        write(args[0], "PRIVATE KEY", pair.getPrivate().getEncoded());
        write(args[1], "PUBLIC KEY", pair.getPublic().getEncoded());
    }

    private static void write(String file, String label, byte[] der) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String pem = "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
        Files.writeString(Path.of(file), pem);
    }
}

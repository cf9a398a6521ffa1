package net.authproxy.core.shared.outbound;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A self-signed certificate for one name, made by the JDK's keytool: key store for a server, PEM for a bundle. */
record TestCertificates(Path keyStore, Path pem) {

    private static final String PASSWORD = "changeit";

    static TestCertificates forName(Path folder, String subjectAlternativeName) throws Exception {
        Path keyStore = folder.resolve("server.p12");
        Path pem = folder.resolve("ca.pem");
        keytool(List.of(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-validity",
                "2",
                "-ext",
                "san=" + subjectAlternativeName,
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                "-storepass",
                PASSWORD));
        keytool(List.of(
                "-exportcert",
                "-rfc",
                "-alias",
                "server",
                "-file",
                pem.toString(),
                "-keystore",
                keyStore.toString(),
                "-storepass",
                PASSWORD));
        return new TestCertificates(keyStore, pem);
    }

    PfxOptions server() {
        return new PfxOptions().setPath(keyStore.toString()).setPassword(PASSWORD);
    }

    private static void keytool(List<String> arguments) throws IOException, InterruptedException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        ProcessBuilder command = new ProcessBuilder(tool.toString());
        command.command().addAll(arguments);
        Process process = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool failed");
        }
    }
}

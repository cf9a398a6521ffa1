package net.authproxy.server;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.core.shared.settings.Settings;
import net.authproxy.core.shared.settings.service.TlsSettings;
import net.authproxy.gateway.TlsIdentity;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificate of a listener: given, or made for development (contract 13.2, {@code tls}). */
final class TlsIdentities {

    private static final Duration LIFE = Duration.ofDays(365);
    private static final String CERTIFICATE = "cert.pem";
    private static final String KEY = "key.pem";

    private final Settings settings;
    private final Clock clock;

    TlsIdentities(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    TlsIdentity of(TlsSettings tls, String domain) {
        return switch (tls) {
            case TlsSettings.Provided given ->
                new TlsIdentity.Pem(
                        settings.values().keyText(given.cert()).expose(),
                        settings.values().keyText(given.key()));
            case TlsSettings.SelfSigned made -> selfSigned(made.autoGenPath(), domain);
            case TlsSettings.Acme acme ->
                throw new StartException("tls: this version takes certificates from files or makes its own, not ACME");
        };
    }

    private TlsIdentity selfSigned(Path directory, String domain) {
        try {
            Path certificate = directory.resolve(CERTIFICATE);
            Path key = directory.resolve(KEY);
            if (!Files.exists(certificate) || !Files.exists(key) || hasExpired(certificate)) {
                Files.createDirectories(directory);
                write(certificate, key, domain);
            }
            return new TlsIdentity.Pem(Files.readString(certificate), SecretString.of(Files.readString(key)));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new StartException("tls.auto_gen_path: no certificate can be made in " + directory);
        }
    }

    private boolean hasExpired(Path file) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return certificate.getNotAfter().toInstant().isBefore(clock.instant());
        }
    }

    private void write(Path certificateFile, Path keyFile, String domain)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        Instant now = clock.instant();
        X500Name name = new X500Name("CN=" + domain);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(Duration.ofMinutes(5))),
                Date.from(now.plus(LIFE)),
                name,
                pair.getPublic());
        GeneralName[] names = {
            new GeneralName(GeneralName.dNSName, domain),
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        };
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        Files.writeString(certificateFile, pem(certificate));
        Files.deleteIfExists(keyFile);
        Files.createFile(keyFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(keyFile, pem(new org.bouncycastle.openssl.jcajce.JcaPKCS8Generator(pair.getPrivate(), null)));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}

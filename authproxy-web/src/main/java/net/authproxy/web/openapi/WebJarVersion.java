package net.authproxy.web.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;

/** The version of a WebJar on the class path: part of the path of its files. */
final class WebJarVersion {

    private WebJarVersion() {}

    static String of(String name) {
        Properties properties = new Properties();
        try (InputStream in =
                new ClassPathResource("META-INF/maven/org.webjars/" + name + "/pom.properties").getInputStream()) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the web jar " + name + " is missing", e);
        }
        return properties.getProperty("version", "");
    }
}

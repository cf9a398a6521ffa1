package net.authproxy.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What makes the processes of tests start as an operator's do: classes that the JVM has already loaded and linked once (JEP
 * 514 from JDK 25 on, a class archive before). It is made by a server that starts and ends, and is used until a class, a
 * jar or the JDK changes.
 */
final class StartCache {

    private static final Path HOME = Path.of("target", "server-start").toAbsolutePath();
    private static @Nullable StartCache made;

    private final String classPath;
    private final Path archive;

    private StartCache(String classPath, Path archive) {
        this.classPath = classPath;
        this.archive = archive;
    }

    /**
     * The cache of this build.
     *
     * @param training starts a server with this class path and these options and ends it in good order; called if there is
     *     no cache yet
     */
    static synchronized StartCache get(BiConsumer<String, List<String>> training) {
        if (made == null) {
            try {
                made = readOrMake(training);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return made;
    }

    private static StartCache readOrMake(BiConsumer<String, List<String>> training) throws IOException {
        List<Path> entries = entries();
        Path folder = HOME.resolve(fingerprint(entries));
        Path archive = folder.resolve(hasAot() ? "app.aot" : "app.jsa");
        String classPath = classPath(entries, folder);
        StartCache cache = new StartCache(classPath, archive);
        if (!Files.exists(archive)) {
            RunningServer.deleteTree(Files.createDirectories(HOME));
            Files.createDirectories(folder);
            pack(entries, folder);
            training.accept(classPath, cache.recording());
            if (!Files.exists(archive)) {
                throw new IllegalStateException("the JDK wrote no start-up cache; target/server-logs may say why");
            }
        }
        return cache;
    }

    private static boolean hasAot() {
        return Runtime.version().feature() >= 25;
    }

    /** Jars and folders of the class path but for test classes, which no operator has. */
    private static List<Path> entries() {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(classes.split(java.io.File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .filter(entry -> !entry.endsWith("test-classes") && Files.exists(entry))
                .toList();
    }

    private static List<Path> files(Path entry) throws IOException {
        try (Stream<Path> below = Files.walk(entry)) {
            return below.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String fingerprint(List<Path> entries) throws IOException {
        StringBuilder text = new StringBuilder(Runtime.version().toString()).append(System.getProperty("java.home"));
        for (Path entry : entries) {
            for (Path file : files(entry)) {
                text.append('\n')
                        .append(file)
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ');
                text.append(Files.getLastModifiedTime(file).toMillis());
            }
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JVM caches no classes of a folder, so a jar stands for each. */
    private static String classPath(List<Path> entries, Path folder) {
        List<String> jars = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Path entry = entries.get(i);
            jars.add((Files.isDirectory(entry) ? jar(folder, i) : entry).toString());
        }
        return String.join(java.io.File.pathSeparator, jars);
    }

    private static Path jar(Path folder, int number) {
        return folder.resolve(number + ".jar");
    }

    private static void pack(List<Path> entries, Path folder) throws IOException {
        for (int i = 0; i < entries.size(); i++) {
            if (Files.isDirectory(entries.get(i))) {
                try (OutputStream out = Files.newOutputStream(jar(folder, i))) {
                    pack(entries.get(i), out);
                }
            }
        }
    }

    /** With entries for folders, in which Spring looks for classes; not compressed, as it is read again at every start. */
    private static void pack(Path classes, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> below = Files.walk(classes)) {
            for (Path path : below.sorted().toList()) {
                boolean folder = Files.isDirectory(path);
                byte[] bytes = folder ? new byte[0] : Files.readAllBytes(path);
                String name = classes.relativize(path).toString();
                if (!name.isEmpty()) {
                    zip.putNextEntry(stored(folder ? name + "/" : name, bytes));
                    zip.write(bytes);
                    zip.closeEntry();
                }
            }
        }
    }

    private static ZipEntry stored(String name, byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        return entry;
    }

    String classPath() {
        return classPath;
    }

    private List<String> recording() {
        return List.of((hasAot() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive);
    }

    /** The JVM's options to start with it. A cache that does not fit ends the process instead of making it slow. */
    List<String> options() {
        return hasAot()
                ? List.of("-XX:AOTCache=" + archive, "-XX:AOTMode=on")
                : List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:on");
    }
}

package net.authproxy.web.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/**
 * Where the files of a UI lie: in a folder on the class path, or in a directory of the operator's.
 *
 * @param location ends with a slash
 * @param directory the real path of the directory; empty on the class path
 */
public record UiFiles(Resource location, Optional<Path> directory) {

    private static final String INDEX = "index.html";

    /** The build that the product brings along, or nothing where it was built without. */
    public static UiFiles packaged(String folder) {
        return new UiFiles(new ClassPathResource(folder + "/"), Optional.empty());
    }

    /**
     * The files of a directory, as they are at each request.
     *
     * @throws IOException if there is no such directory
     */
    public static UiFiles in(Path directory) throws IOException {
        Path real = directory.toRealPath();
        return new UiFiles(new FileSystemResource(real + "/"), Optional.of(real));
    }

    /** The page every route of the UI begins with; empty where there is no UI. */
    Optional<Resource> index() throws IOException {
        return file(INDEX);
    }

    /** The file of that name, which is one of ours and no input; empty if it is not there. */
    Optional<Resource> file(String name) throws IOException {
        Resource file = location.createRelative(name);
        return file.isReadable() ? Optional.of(file) : Optional.empty();
    }

    /** Whether the file lies where it seems to lie: a link may lead out of the directory. */
    boolean holds(Resource file) throws IOException {
        return directory.isEmpty() || file.getFile().toPath().toRealPath().startsWith(directory.get());
    }
}

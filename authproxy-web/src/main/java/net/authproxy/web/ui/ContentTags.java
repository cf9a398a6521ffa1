package net.authproxy.web.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.core.io.Resource;

/** Entity tags from the content: the same in every process and after every build that changes nothing. */
final class ContentTags implements Function<Resource, String> {

    private static final int SHOWN = 32;

    private final boolean files;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** @param changing whether the content may change while we run */
    ContentTags(boolean changing) {
        this.files = changing;
    }

    @Override
    public String apply(Resource resource) {
        try {
            String stamp = files ? resource.lastModified() + "-" + resource.contentLength() : "";
            Known before = known.get(resource.getDescription());
            if (before != null && before.stamp().equals(stamp)) {
                return before.tag();
            }
            String tag = digest(resource);
            known.put(resource.getDescription(), new Known(stamp, tag));
            return tag;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Resource resource) throws IOException {
        try (InputStream in = new DigestInputStream(resource.getInputStream(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            byte[] digest = ((DigestInputStream) in).getMessageDigest().digest();
            return "\"" + HexFormat.of().formatHex(digest).substring(0, SHOWN) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private record Known(String stamp, String tag) {}
}

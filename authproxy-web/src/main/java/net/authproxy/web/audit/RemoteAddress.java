package net.authproxy.web.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The caller's address, from the {@code X-Forwarded-For} that the gateway writes. */
final class RemoteAddress {

    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private RemoteAddress() {}

    /**
     * The last entry is whom the gateway saw. Only behind a trusted proxy there are more; then the one before is whom
     * that proxy saw, and what stands further left is the caller's own word.
     */
    static @Nullable String of(HttpServletRequest request) {
        String header = request.getHeader("X-Forwarded-For");
        if (header == null) {
            return null;
        }
        List<String> hops = List.of(header.split(",", -1));
        String address = hops.get(Math.max(0, hops.size() - 2)).strip();
        return ADDRESS.matcher(address).matches() ? address : null;
    }
}

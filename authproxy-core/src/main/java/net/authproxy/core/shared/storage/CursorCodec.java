package net.authproxy.core.shared.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.LabelSelector;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespaceMatcher;
import net.authproxy.core.shared.resource.OrderBy;
import org.jspecify.annotations.Nullable;

/** Turns list positions into opaque cursors and back (contract 1.3). Safe for use by many threads. */
public final class CursorCodec {

    private static final int FORMAT = 1;
    private static final int MAX_SEALED = 65_536;

    private final CursorCipher cipher;

    public CursorCodec(CursorCipher cipher) {
        this.cipher = cipher;
    }

    /** Where a request wants to read: at its cursor, else at the first page of what it asks for. */
    public ListPosition position(String list, ListRequest request, Map<String, String> filters, OrderBy defaultOrder) {
        String cursor = request.cursor();
        return cursor == null ? ListPosition.first(request, filters, defaultOrder) : decode(list, cursor);
    }

    String encode(String list, ListPosition position) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, position);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cipher.seal(list, bytes.toByteArray());
    }

    ListPosition decode(String list, String cursor) {
        if (cursor.length() > MAX_SEALED) {
            throw invalid();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(cipher.open(list, cursor)))) {
            return read(in);
        } catch (IOException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static void write(DataOutputStream out, ListPosition position) throws IOException {
        out.writeByte(FORMAT);
        out.writeShort(position.limit());
        out.writeBoolean(position.includeTotal());
        out.writeUTF(position.order().field());
        out.writeBoolean(position.order().descending());
        NamespaceMatcher namespace = position.namespace();
        writeOptional(out, namespace == null ? null : namespace.toString());
        out.writeUTF(position.labelSelector().toString());
        ListPosition.Key after = position.after();
        out.writeBoolean(after != null);
        if (after != null) {
            writeOptional(out, after.value());
            out.writeUTF(after.id());
        }
        out.writeShort(position.filters().size());
        for (Map.Entry<String, String> filter : new TreeMap<>(position.filters()).entrySet()) {
            out.writeUTF(filter.getKey());
            out.writeUTF(filter.getValue());
        }
    }

    private static ListPosition read(DataInputStream in) throws IOException {
        if (in.readByte() != FORMAT) {
            throw new IOException("unknown format");
        }
        int limit = in.readUnsignedShort();
        boolean includeTotal = in.readBoolean();
        OrderBy order = new OrderBy(in.readUTF(), in.readBoolean());
        String namespace = readOptional(in);
        LabelSelector selector = LabelSelector.parse(in.readUTF());
        ListPosition.Key after = in.readBoolean() ? new ListPosition.Key(readOptional(in), in.readUTF()) : null;
        return new ListPosition(
                readFilters(in),
                order,
                limit,
                includeTotal,
                namespace == null ? null : NamespaceMatcher.parse(namespace),
                selector,
                after);
    }

    private static Map<String, String> readFilters(DataInputStream in) throws IOException {
        Map<String, String> filters = new TreeMap<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            filters.put(in.readUTF(), in.readUTF());
        }
        return filters;
    }

    private static void writeOptional(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static @Nullable String readOptional(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    private static AuthProxyException invalid() {
        return new AuthProxyException(ErrorCode.INVALID_CURSOR, "the cursor is not valid for this list");
    }
}

package net.authproxy.gateway;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;

/** Undoes gzip and deflate within a limit and the buffer budget; a bomb stops at the limit. */
final class ContentDecoder {

    private static final int STEP = 65_536;
    private static final int ZLIB_METHOD = 8;
    private static final int ZLIB_CHECK = 31;

    private ContentDecoder() {}

    static boolean knows(String coding) {
        return coding.equals("gzip") || coding.equals("x-gzip") || coding.equals("deflate");
    }

    /** @throws AuthProxyException when the bytes are not what they are said to be, or become too many */
    static byte[] decode(String coding, byte[] coded, long limit, BufferBudget budget) {
        long taken = 0;
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(coded.length * 2, STEP));
        try (InputStream in = open(coding, coded)) {
            byte[] step = new byte[STEP];
            for (int read = in.read(step); read >= 0; read = in.read(step)) {
                if (out.size() + read > limit) {
                    throw UpstreamExchange.tooLarge(limit);
                }
                if (!budget.take(read)) {
                    throw new AuthProxyException(ErrorCode.UNAVAILABLE, "too many bodies are held in memory");
                }
                taken += read;
                out.write(step, 0, read);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new AuthProxyException(ErrorCode.UPSTREAM_PROTOCOL, "upstream's answer is not valid " + coding, e);
        } finally {
            budget.give(taken);
        }
    }

    private static InputStream open(String coding, byte[] coded) throws IOException {
        InputStream in = new ByteArrayInputStream(coded);
        if (!coding.equals("deflate")) {
            return new GZIPInputStream(in, STEP);
        }
        // RFC 9110 8.4.1.2: deflate is the zlib format; some send raw deflate.
        return zlib(coded) ? new InflaterInputStream(in) : new InflaterInputStream(in, new Inflater(true));
    }

    private static boolean zlib(byte[] coded) {
        return coded.length >= 2
                && (coded[0] & 0x0f) == ZLIB_METHOD
                && ((coded[0] & 0xff) << 8 | (coded[1] & 0xff)) % ZLIB_CHECK == 0;
    }
}

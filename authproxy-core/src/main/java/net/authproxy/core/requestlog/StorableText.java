package net.authproxy.core.requestlog;

/** Text that every store takes: PostgreSQL knows no NUL. */
final class StorableText {

    private StorableText() {}

    static String of(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}

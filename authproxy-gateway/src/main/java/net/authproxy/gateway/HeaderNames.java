package net.authproxy.gateway;

import java.util.Locale;
import java.util.Set;

/**
 * A fixed set of header names, asked without allocating. Names compare ignoring case and reading {@code _} as {@code -},
 * since some upstreams do.
 */
final class HeaderNames {

    private final String[] table;
    private final int mask;

    HeaderNames(Set<String> names) {
        int size = Integer.highestOneBit(Math.max(4, names.size()) * 4);
        table = new String[size];
        mask = size - 1;
        for (String name : names) {
            String lower = name.toLowerCase(Locale.ROOT);
            int slot = hash(lower) & mask;
            while (table[slot] != null) {
                slot = (slot + 1) & mask;
            }
            table[slot] = lower;
        }
    }

    boolean contains(String name) {
        int slot = hash(name) & mask;
        while (table[slot] != null) {
            if (same(table[slot], name)) {
                return true;
            }
            slot = (slot + 1) & mask;
        }
        return false;
    }

    /** Whether the two names are the same to a careless reader. */
    static boolean same(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (fold(one.charAt(i)) != fold(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the name starts with the prefix, which is in lower case. */
    static boolean startsWith(String name, String prefix) {
        if (name.length() < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (fold(name.charAt(i)) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int hash(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = 31 * hash + fold(name.charAt(i));
        }
        return hash ^ (hash >>> 7);
    }

    private static char fold(char c) {
        if (c >= 'A' && c <= 'Z') {
            return (char) (c | 0x20);
        }
        return c == '_' ? '-' : c;
    }
}

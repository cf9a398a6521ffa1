package net.authproxy.core.shared.resource;

import java.util.Optional;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;

/**
 * A prefixed identifier such as {@code cxn_01kb2q6r3v8w9x0y1z2a3b4c5d} (contract 1.4).
 *
 * @param type kind, told by the prefix
 * @param text the whole identifier, prefix included
 */
public record ResourceId(IdType type, String text) implements Comparable<ResourceId> {

    private static final int SHORTEST = 16;
    private static final int LONGEST = 32;

    public ResourceId {
        if (!wellFormed(text, type)) {
            throw new IllegalArgumentException("not a " + type.prefix() + " id");
        }
    }

    /** Reads an id of the wanted kind; an id of another known kind is "not found", anything else is "invalid". */
    public static ResourceId parse(String text, IdType wanted) {
        if (wellFormed(text, wanted)) {
            return new ResourceId(wanted, text);
        }
        if (typeOf(text).isPresent()) {
            throw new AuthProxyException(ErrorCode.NOT_FOUND, "not found");
        }
        throw new AuthProxyException(ErrorCode.INVALID_ID, "not a valid id: expected " + wanted.prefix() + "...");
    }

    /** The kind that the text is a well-formed id of; empty for anything else. */
    public static Optional<IdType> typeOf(String text) {
        for (IdType type : IdType.values()) {
            if (wellFormed(text, type)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Whether the text is a well-formed id of that kind. */
    public static boolean wellFormed(String text, IdType type) {
        if (!text.startsWith(type.prefix())) {
            return false;
        }
        int length = text.length() - type.prefix().length();
        if (length < SHORTEST || length > LONGEST) {
            return type == IdType.ENCRYPTION_KEY && text.equals("ek_global");
        }
        for (int i = type.prefix().length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(ResourceId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}

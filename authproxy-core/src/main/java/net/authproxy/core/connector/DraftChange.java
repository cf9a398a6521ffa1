package net.authproxy.core.connector;

import net.authproxy.core.shared.resource.MetadataChange;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a caller wants a draft to be (contract 6.5).
 *
 * @param definition replaces the whole definition; its {@code labels} and {@code annotations}, where present, replace
 *     those of the version, its other identity members are set by the server. Absent: the definition stays
 * @param metadata applied on top of that
 */
public record DraftChange(@Nullable ObjectNode definition, MetadataChange metadata) {

    /** Changes labels and annotations only. */
    public static DraftChange of(MetadataChange metadata) {
        return new DraftChange(null, metadata);
    }

    /** Says nothing of the definition, which may hold secrets. */
    @Override
    public String toString() {
        return "change of a draft";
    }
}

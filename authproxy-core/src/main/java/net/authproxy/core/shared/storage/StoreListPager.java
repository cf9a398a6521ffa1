package net.authproxy.core.shared.storage;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.OrderBy;
import net.authproxy.core.shared.resource.Page;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a list that no database holds (contract 1.3): it has one order, belongs to {@code root} and has no labels.
 * Safe for use by many threads.
 */
public final class StoreListPager {

    private final CursorCodec codec;

    public StoreListPager(CursorCodec codec) {
        this.codec = codec;
    }

    /**
     * One page.
     *
     * @param list binds cursors to this list
     * @param order the name of its only order
     * @param rows reads a number of rows behind a key; the caller's scope is checked before
     * @param key where a row stands
     */
    public <T> Page<T> page(
            String list, String order, ListRequest request, Rows<T> rows, Function<T, ListPosition.Key> key) {
        OrderBy only = new OrderBy(order, false);
        ListPosition position = codec.position(list, request, Map.of(), only);
        if (!position.order().equals(only)) {
            throw OrderBy.unknownField(Set.of(order));
        }
        if (!position.labelSelector().isEverything()) {
            throw new AuthProxyException(ErrorCode.INVALID_LABEL_SELECTOR, "this list has no labels to select by");
        }
        if (position.namespace() != null && !position.namespace().matches(NamespacePath.ROOT.value())) {
            return ListTotal.none(position).page(List.of(), null);
        }
        Slice<T> found = rows.read(position.limit() + 1, position.after());
        boolean more = found.rows().size() > position.limit();
        List<T> shown = more ? found.rows().subList(0, position.limit()) : found.rows();
        String cursor = more ? codec.encode(list, position.after(key.apply(shown.getLast()))) : null;
        ListTotal total = position.includeTotal() ? ListTotal.exactly(found.total()) : ListTotal.NOT_ASKED;
        return total.page(shown, cursor);
    }

    /** Reads rows. */
    @FunctionalInterface
    public interface Rows<T> {

        /** At most so many rows behind the key; all from the beginning when it is absent. */
        Slice<T> read(int most, ListPosition.@Nullable Key after);
    }

    /**
     * Some rows of a list.
     *
     * @param total of the whole list
     */
    public record Slice<T>(List<T> rows, long total) {

        /** The part of a short list, sorted by id, that is asked for. */
        public static <T> Slice<T> of(List<T> all, Function<T, String> id, int most, ListPosition.@Nullable Key after) {
            List<T> rows = all.stream()
                    .filter(row -> after == null || id.apply(row).compareTo(after.id()) > 0)
                    .limit(most)
                    .toList();
            return new Slice<>(rows, all.size());
        }
    }
}

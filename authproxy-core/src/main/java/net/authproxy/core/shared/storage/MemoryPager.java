package net.authproxy.core.shared.storage;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.OrderBy;
import net.authproxy.core.shared.resource.Page;

/**
 * Pages of a list that lies in no table and is read as a whole; its rows belong to {@code root} and have no labels. Same
 * cursors, and nothing is skipped or repeated when other rows come or go (contract 1.3).
 *
 * @param name binds cursors to this list
 * @param field the only one to order by, ascending unless asked otherwise
 * @param value of that field as text that sorts as the values do
 * @param id breaks ties
 */
public record MemoryPager<T>(
        String name, String field, Function<T, String> value, Function<T, String> id, CursorCodec codec) {

    /**
     * What is asked for, from the cursor if there is one; its filters decide what to read.
     *
     * @throws AuthProxyException {@code invalid_cursor}, {@code invalid_order_by}, {@code invalid_label_selector}
     */
    public ListPosition position(ListRequest request, Map<String, String> filters) {
        ListPosition position = codec.position(name, request, filters, OrderBy.ascending(field));
        if (!position.order().field().equals(field)) {
            throw OrderBy.unknownField(Set.of(field));
        }
        if (!position.labelSelector().isEverything()) {
            throw new AuthProxyException(ErrorCode.INVALID_LABEL_SELECTOR, "this list has no labels");
        }
        return position;
    }

    /**
     * One page of these rows.
     *
     * @param visible asked for each row only until the page is full, or for all rows when they are counted
     */
    public Page<T> page(List<T> rows, Predicate<T> visible, ListPosition position) {
        boolean elsewhere =
                position.namespace() != null && !position.namespace().matches(NamespacePath.ROOT.value());
        if (elsewhere) {
            return ListTotal.none(position).page(List.of(), null);
        }
        Comparator<T> ascending = Comparator.comparing(value).thenComparing(id);
        Comparator<T> order = position.order().descending() ? ascending.reversed() : ascending;
        Stream<T> behind = rows.stream().filter(row -> isBehind(row, position));
        List<T> found = behind.sorted(order)
                .filter(visible)
                .limit(position.limit() + 1L)
                .toList();
        ListTotal total = position.includeTotal()
                ? ListTotal.exactly(rows.stream().filter(visible).count())
                : ListTotal.NOT_ASKED;
        if (found.size() <= position.limit()) {
            return total.page(found, null);
        }
        List<T> shown = found.subList(0, position.limit());
        T last = shown.getLast();
        ListPosition next = position.after(new ListPosition.Key(value.apply(last), id.apply(last)));
        return total.page(shown, codec.encode(name, next));
    }

    private boolean isBehind(T row, ListPosition position) {
        ListPosition.Key after = position.after();
        if (after == null) {
            return true;
        }
        int order = value.apply(row).compareTo(String.valueOf(after.value()));
        int compared = order == 0 ? id.apply(row).compareTo(after.id()) : order;
        return position.order().descending() ? compared < 0 : compared > 0;
    }
}

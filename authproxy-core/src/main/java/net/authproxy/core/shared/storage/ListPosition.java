package net.authproxy.core.shared.storage;

import java.util.Map;
import java.util.TreeMap;
import net.authproxy.core.shared.resource.LabelSelector;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespaceMatcher;
import net.authproxy.core.shared.resource.OrderBy;
import org.jspecify.annotations.Nullable;

/**
 * Everything a page is read by, except who asks: a cursor carries this, the caller's scope is always the current one.
 *
 * @param filters the route's own filters, by name
 * @param after the last row of the page before; absent for the first page
 */
public record ListPosition(
        Map<String, String> filters,
        OrderBy order,
        int limit,
        boolean includeTotal,
        @Nullable NamespaceMatcher namespace,
        LabelSelector labelSelector,
        @Nullable Key after) {

    public ListPosition {
        filters = Map.copyOf(filters);
    }

    /** The first page of what is asked for. */
    static ListPosition first(ListRequest request, Map<String, String> filters, OrderBy defaultOrder) {
        OrderBy asked = request.orderBy();
        return new ListPosition(
                new TreeMap<>(filters),
                asked == null ? defaultOrder : asked,
                request.limit(),
                request.includeTotal(),
                request.namespace(),
                request.labelSelector(),
                null);
    }

    /** The page that starts behind this row. */
    ListPosition after(Key key) {
        return new ListPosition(filters, order, limit, includeTotal, namespace, labelSelector, key);
    }

    /**
     * Where a row stands in the order.
     *
     * @param value of the order field, as text; absent for null
     * @param id breaks ties, as text
     */
    public record Key(@Nullable String value, String id) {}
}

package net.authproxy.core.setup;

import org.jspecify.annotations.Nullable;

/** How a browser route of a round trip answers. */
public sealed interface FlowAnswer {

    /**
     * Off to another page.
     *
     * @param cookie to be set with it; absent if none
     * @param endedCookie name of a cookie that has done its work; absent if none
     */
    record Go(
            String url,
            @Nullable FlowCookie cookie,
            @Nullable String endedCookie) implements FlowAnswer {

        @Override
        public String toString() {
            return "Go";
        }
    }

    /** Nothing of ours: an error page. */
    record Unknown() implements FlowAnswer {}

    /** Somebody else's: an error page, and nothing was used up. */
    record Foreign() implements FlowAnswer {}

    /** Binds the round trip to a browser. */
    record FlowCookie(String name, String value) {

        @Override
        public String toString() {
            return name;
        }
    }
}

package net.authproxy.core.setup;

/** How a browser route of a round trip answers. */
public sealed interface FlowAnswer {

    /**
     * Off to another page.
     *
     * @param cookie to be set with it; with an empty value: to be forgotten
     */
    record Go(String url, FlowCookie cookie) implements FlowAnswer {

        @Override
        public String toString() {
            return "Go";
        }
    }

    /** Nothing of ours: an error page. */
    record Unknown() implements FlowAnswer {}

    /** Somebody else's: an error page, and nothing was used up. */
    record Foreign() implements FlowAnswer {}

    /**
     * Binds the round trip to a browser.
     *
     * @param path below which the browser shows it
     */
    record FlowCookie(String name, String value, String path) {

        @Override
        public String toString() {
            return name;
        }
    }
}
